/** Streams that programs make of other streams, such as sound that browsers can play: each program is a stream's source. */
package io.acexy.core.derived;
