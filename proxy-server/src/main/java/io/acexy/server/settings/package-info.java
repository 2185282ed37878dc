/**
 * The mechanism of settings: what one is, the kinds of values, where values come from and which source wins, and what is
 * written about them. Knows nothing of the proxy and nobody in it. The only package that reads the environment and the
 * system properties.
 */
package io.acexy.server.settings;
