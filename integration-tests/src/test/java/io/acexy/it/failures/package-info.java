/** Every way in which an engine is known to fail, and what players get of it. */
package io.acexy.it.failures;
