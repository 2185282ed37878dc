/** What a playlist says: its lines as they are, its entries as they are meant, and which of its addresses are AceStream contents. */
package io.acexy.server.m3u;
