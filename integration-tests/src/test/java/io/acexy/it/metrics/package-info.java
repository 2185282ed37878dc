/** What machines that watch are told, held against Prometheus's own tools, and what is made of it. */
package io.acexy.it.metrics;
