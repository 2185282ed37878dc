package io.acexy.server.net;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Certificates by the names that they hold for (RFC 6125, 6.4.3: a star is one whole label, the first). Immutable, any thread. */
final class CertificateSet implements Mapping<String, SslContext> {

    private static final int DNS_NAME = 2;

    private final SslContext first;
    private final Map<String, SslContext> named = new HashMap<>();

    /** One certificate, ready for use. */
    record Ready(X509Certificate certificate, SslContext context) {}

    CertificateSet(List<Ready> all) {
        first = all.get(0).context;
        for (Ready one : all) {
            names(one.certificate).forEach(name -> named.putIfAbsent(name, one.context));
        }
    }

    /** @param host what a client has named; null where it has named none */
    @Override
    public SslContext map(String host) {
        if (host == null) {
            return first;
        }
        String name = host.toLowerCase(Locale.ROOT);
        SslContext exact = named.get(name);
        return exact != null ? exact : named.getOrDefault("*" + name.substring(Math.max(0, name.indexOf('.'))), first);
    }

    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> one : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (Integer.valueOf(DNS_NAME).equals(one.get(0))) {
                    names.add(String.valueOf(one.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of(); // it serves as the first one, or not at all
        }
        return names;
    }
}
