/** What is had from elsewhere: lists, guides, pictures. What may be had, how much of it, and why something was not. */
package io.acexy.server.fetch;
