/** What the door understands, and what it answers, byte for byte. */
package io.acexy.it.door;
