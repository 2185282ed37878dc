/** Several engines: which one a stream gets, and what becomes of it when that one fails. */
package io.acexy.it.pool;
