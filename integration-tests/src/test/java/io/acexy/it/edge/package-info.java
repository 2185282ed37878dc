/** Proxies that have their media from other proxies. */
package io.acexy.it.edge;
