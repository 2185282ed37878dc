/** The doors and the switchboard: configuration, HTTP, and the wiring of all other rooms. */
package io.acexy.server;
