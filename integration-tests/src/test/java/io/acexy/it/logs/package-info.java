/** What is written of requests and players, and what must never be. */
package io.acexy.it.logs;
