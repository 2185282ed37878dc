/** What is on: guides (XMLTV) as they are fetched, cut down to the channels of the lineup, and served. */
package io.acexy.server.guide;
