/** How much: who gets a place, who has to wait for one, and who gives his up. */
package io.acexy.server.limits;
