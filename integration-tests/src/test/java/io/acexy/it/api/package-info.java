/** The status API of a running proxy: every body is what its document says. */
package io.acexy.it.api;
