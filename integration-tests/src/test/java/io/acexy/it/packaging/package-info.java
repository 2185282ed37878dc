/** What people download and run: acexy.jar, as it was packaged. */
package io.acexy.it.packaging;
