/**
 * The wire: one bounded pool of keep-alive connections to one authority, and outcomes that say whether a request can have
 * reached it. Knows no orchestrator. Public for the sake of its neighbour package only.
 */
package io.acexy.orchestrator.http;
