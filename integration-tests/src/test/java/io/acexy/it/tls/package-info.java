/** TLS, as real programs and many players meet it. */
package io.acexy.it.tls;
