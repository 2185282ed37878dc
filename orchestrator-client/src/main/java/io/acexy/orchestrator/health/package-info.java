/** How the orchestrator is: asked again and again, left alone while it is away, and whether it takes our key. */
package io.acexy.orchestrator.health;
