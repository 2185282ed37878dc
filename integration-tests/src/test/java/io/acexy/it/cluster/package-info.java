/** Several proxies for the same players. */
package io.acexy.it.cluster;
