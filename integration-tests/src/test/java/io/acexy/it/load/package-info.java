/** More than is good for it: what load does not break, and what is well again afterwards. */
package io.acexy.it.load;
