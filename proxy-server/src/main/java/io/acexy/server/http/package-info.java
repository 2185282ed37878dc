/** The players' door: from a request to a seat in a stream or an answer, and the bytes out. */
package io.acexy.server.http;
