/** Who may, through the whole proxy. */
package io.acexy.it.access;
