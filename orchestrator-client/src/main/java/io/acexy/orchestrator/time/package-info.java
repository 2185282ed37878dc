/** Time and chance as they are given from outside, and how waits grow. */
package io.acexy.orchestrator.time;
