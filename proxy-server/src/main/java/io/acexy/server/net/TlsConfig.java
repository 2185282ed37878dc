package io.acexy.server.net;

import java.nio.file.Path;
import java.util.List;

/**
 * TLS.
 *
 * @param certificates PEM files, each a certificate and those that vouch for it; the first is for who names no host that another has
 * @param keys PEM files, the key of each
 * @param clients PEM file of those who vouch for administrators; empty where nobody does
 */
public record TlsConfig(List<Path> certificates, List<Path> keys, Path clients, TlsProvider provider) {

    public TlsConfig {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
    }

    /** Whether certificates of clients are looked at. */
    public boolean asksClients() {
        return !clients.toString().isEmpty();
    }
}
