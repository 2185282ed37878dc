/** The household's channels: what they are called, which contents each has, and the one list of them that all doors serve. */
package io.acexy.server.channels;
