/** An engine dies and nobody notices. */
package io.acexy.it.failover;
