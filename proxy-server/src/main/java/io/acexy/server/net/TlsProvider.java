package io.acexy.server.net;

/** Who does the cryptography of TLS. */
public enum TlsProvider {
    /** The fastest that this machine has. */
    AUTO,
    /** BoringSSL, by netty-tcnative. */
    NATIVE,
    JDK
}
