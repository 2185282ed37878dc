/** Players, proxies and programs for the tests of the whole. */
package io.acexy.it.support;
