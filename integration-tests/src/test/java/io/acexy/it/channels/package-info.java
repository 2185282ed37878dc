/** The household's list of channels, through the whole proxy. */
package io.acexy.it.channels;
