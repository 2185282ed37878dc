/** Processes that follow each other, and who is served meanwhile. */
package io.acexy.it.handover;
