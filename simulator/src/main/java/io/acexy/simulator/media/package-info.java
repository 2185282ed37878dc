/**
 * Endless media: a short MPEG-TS clip played for ever as one seamless live broadcast, every packet of which can be computed
 * from its number alone.
 */
package io.acexy.simulator.media;
