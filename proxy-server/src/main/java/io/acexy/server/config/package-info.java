/**
 * The settings of the proxy, in groups: one declaration each, from which parsing, help, documentation and the printed
 * configuration derive. Everybody in the server may know it; it knows no channels.
 */
package io.acexy.server.config;
