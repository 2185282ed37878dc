/** Sockets: the transports, the listening one and who guards it. Knows nobody in the server. */
package io.acexy.server.net;
