/**
 * The settings of the proxy: one declaration each, from which parsing, help, documentation and the printed configuration
 * derive. The only package that reads the environment and the system properties; it knows no channels.
 */
package io.acexy.server.config;
