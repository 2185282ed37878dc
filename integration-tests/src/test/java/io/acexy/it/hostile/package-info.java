/** What engines and orchestrators may send that are not what they should be: nothing of it leads anywhere, or ends nowhere. */
package io.acexy.it.hostile;
