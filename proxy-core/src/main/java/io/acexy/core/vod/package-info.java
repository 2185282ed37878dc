/** Films: each viewer has an engine session of his own, read by ranges; nothing is shared and nothing kept. */
package io.acexy.core.vod;
