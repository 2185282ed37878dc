/** From bytes to requests, by the route table to answers, and back. Knows no room behind it: the rooms register their routes. */
package io.acexy.server.http;
