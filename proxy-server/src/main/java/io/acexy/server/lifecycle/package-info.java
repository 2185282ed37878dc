/** What this process is in: whether it takes players, and whether it still turns. */
package io.acexy.server.lifecycle;
