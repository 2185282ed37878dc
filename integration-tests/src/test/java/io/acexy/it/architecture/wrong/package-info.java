/** A house with every wall broken: what the rules must reject. Nothing here is ever run. */
package io.acexy.it.architecture.wrong;
