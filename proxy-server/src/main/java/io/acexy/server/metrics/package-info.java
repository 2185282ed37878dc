/** What machines that watch are told: counts of what listeners hear, and snapshots of what there is at a scrape. */
package io.acexy.server.metrics;
