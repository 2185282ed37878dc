/** What players experience. */
package io.acexy.it.playback;
