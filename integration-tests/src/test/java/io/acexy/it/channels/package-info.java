/** Channels through the whole proxy. */
package io.acexy.it.channels;
