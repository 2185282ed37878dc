/** Who may: the networks and keys that the operator has named. */
package io.acexy.server.access;
