/** Tries, before the server is started or beside it, what the server will need, and says in words what is wrong. */
package io.acexy.server.doctor;
