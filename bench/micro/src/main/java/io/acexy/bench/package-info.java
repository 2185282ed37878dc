/** What the hot paths cost, and how that is measured. */
package io.acexy.bench;
