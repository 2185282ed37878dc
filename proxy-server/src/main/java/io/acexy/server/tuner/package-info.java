/** The face of an HDHomeRun network tuner, for programs that know no playlists: what it says it is, its channels, and how they are tuned to. */
package io.acexy.server.tuner;
