/** The doors to media: who is admitted gets a seat in a stream, and the bytes out. */
package io.acexy.server.play;
