/** Real players and a real balancer before the demo, as people run it. */
package io.acexy.it.programs;
