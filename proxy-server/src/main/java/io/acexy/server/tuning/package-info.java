/** Who asks for a channel gets the stream of whichever content of it plays. */
package io.acexy.server.tuning;
