/** Listening sockets that go from one process to the next: from a service manager, and from an older process of this program. */
package io.acexy.server.handover;
