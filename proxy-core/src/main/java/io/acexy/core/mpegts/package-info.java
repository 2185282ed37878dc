/**
 * Bytes to meaning: MPEG transport stream packets, tables, clock and the places where a newcomer can join. Pure: no
 * channels, no threads, no clock of its own.
 */
package io.acexy.core.mpegts;
