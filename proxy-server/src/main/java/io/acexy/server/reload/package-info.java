/** The settings are read again while the process runs. */
package io.acexy.server.reload;
