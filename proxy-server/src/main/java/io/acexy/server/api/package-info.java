/** The status as an API: what runs, what happened, and what an operator may do about it. */
package io.acexy.server.api;
