/** One producer, many subscribers: the ring, the cursors, the lag policy. Knows neither engines nor HTTP requests. */
package io.acexy.core.broadcast;
