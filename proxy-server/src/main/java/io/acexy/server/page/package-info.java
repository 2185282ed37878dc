/** The page for people, as files of the jar. */
package io.acexy.server.page;
