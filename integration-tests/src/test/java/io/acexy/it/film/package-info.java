/** Films through the whole proxy: ranges, searching, pausing, failing over. */
package io.acexy.it.film;
