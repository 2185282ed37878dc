/** Streams that programs make of other streams. */
package io.acexy.it.derived;
