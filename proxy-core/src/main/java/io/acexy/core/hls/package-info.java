/** HLS from a broadcast: cut at join points into segments of shared memory, and listed. Knows no HTTP and no players. */
package io.acexy.core.hls;
