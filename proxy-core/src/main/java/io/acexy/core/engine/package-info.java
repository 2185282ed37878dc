/** One conversation with one engine, and the choice of an engine as an interface. Knows neither streams nor broadcasts. */
package io.acexy.core.engine;
