/** The choice of engines. */
package io.acexy.server.orchestration;
