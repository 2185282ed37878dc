/** Engines that behave, and misbehave, like the real ones, and endless media to play from them. */
package io.acexy.simulator;
