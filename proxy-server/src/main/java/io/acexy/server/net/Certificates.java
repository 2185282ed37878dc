package io.acexy.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that are valid now, by their files as they were when they were last looked at. Files that cannot be used change nothing, and are told
 * once; connections that there are keep what they have begun with. Any thread may ask; opening and looking block.
 */
public final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    /** More than any client sends; what is longer is refused before anything is computed. */
    private static final int MAX_CLIENT_HELLO = 16 * 1024;

    /** Of TLS 1.3 all that there is, of 1.2 what has forward secrecy and authenticated encryption (RFC 9325, 4.2). */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final SslProvider provider;
    private TlsConfig config;
    private volatile CertificateSet current;
    private List<State> seen = List.of();
    private String trouble = "";

    /** What tells whether a file has changed without reading it. */
    private record State(Path file, FileTime modified, long size) {}

    private Certificates(TlsConfig config) {
        this.config = config;
        this.provider = provider(config.provider());
    }

    /**
     * Reads them.
     *
     * @throws IOException where one cannot be used
     * @throws IllegalStateException where the provider that is named does not work here
     */
    public static Certificates open(TlsConfig config) throws IOException {
        Certificates certificates = new Certificates(config);
        certificates.take();
        return certificates;
    }

    private static SslProvider provider(TlsProvider wanted) {
        if (wanted == TlsProvider.NATIVE && !OpenSsl.isAvailable()) {
            throw new IllegalStateException(
                    "acexy.tls.provider=native does not work here", OpenSsl.unavailabilityCause());
        }
        if (wanted != TlsProvider.JDK && OpenSsl.isAvailable()) {
            return SslProvider.OPENSSL;
        }
        // Its own way to be told so, and the only one; the other provider never does it. It is read when TLS is first
        // spoken.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        return SslProvider.JDK;
    }

    /** Who does the cryptography. */
    public String provider() {
        return provider == SslProvider.JDK ? "jdk" : "native";
    }

    /**
     * What stands first on a connection: the certificate is chosen by what the client names.
     *
     * @param patience how long a handshake may take
     */
    public ChannelHandler handler(Channel channel, Duration patience) {
        return new SniHandler(current, MAX_CLIENT_HELLO, patience.toMillis());
    }

    /** Reads them again where one has changed, or the last reading has failed. */
    public synchronized void look() {
        try {
            if (!states(config).equals(seen)) {
                take();
            }
        } catch (IOException e) {
            String words = words(e);
            if (!words.equals(trouble)) {
                trouble = words;
                LOG.atWarn()
                        .addKeyValue("reason", words)
                        .log("certificates cannot be used: those that were read last hold");
            }
        }
    }

    private synchronized void take() throws IOException {
        seen = List.of();
        take(read(config));
    }

    /** Certificates, and the files that they were read from as they were before. */
    private record Read(TlsConfig config, List<State> states, List<CertificateSet.Ready> all) {}

    private Read read(TlsConfig wanted) throws IOException {
        List<State> now = states(wanted);
        List<CertificateSet.Ready> all = new ArrayList<>();
        for (int i = 0; i < wanted.certificates().size(); i++) {
            X509Certificate[] chain = Pem.certificates(wanted.certificates().get(i));
            all.add(new CertificateSet.Ready(
                    chain[0], context(wanted, chain, wanted.keys().get(i))));
        }
        return new Read(wanted, now, all);
    }

    /**
     * Reads those of other settings. Blocks.
     *
     * @return makes them valid for new connections
     * @throws IOException where one cannot be used; nothing has changed
     */
    public Runnable prepare(TlsConfig wanted) throws IOException {
        Read next = read(wanted);
        return () -> take(next);
    }

    private synchronized void take(Read read) {
        config = read.config;
        current = new CertificateSet(read.all);
        seen = read.states;
        trouble = "";
        for (CertificateSet.Ready one : read.all) {
            LOG.atInfo()
                    .addKeyValue("names", String.join(",", CertificateSet.names(one.certificate())))
                    .addKeyValue("until", one.certificate().getNotAfter().toInstant())
                    .log("certificate");
        }
    }

    private SslContext context(TlsConfig wanted, X509Certificate[] chain, Path key) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(Pem.key(key, chain[0]), chain)
                .sslProvider(provider)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1));
        if (wanted.asksClients()) {
            builder.trustManager(Pem.certificates(wanted.clients())).clientAuth(ClientAuth.OPTIONAL);
        }
        return builder.build();
    }

    private static List<State> states(TlsConfig wanted) throws IOException {
        List<Path> files = new ArrayList<>(wanted.certificates());
        files.addAll(wanted.keys());
        if (wanted.asksClients()) {
            files.add(wanted.clients());
        }
        List<State> states = new ArrayList<>();
        for (Path file : files) {
            states.add(new State(file, Files.getLastModifiedTime(file), Files.size(file)));
        }
        return states;
    }

    /** For an operator; of a file that is not there, or not to be read, the system's own words are its name alone. */
    public static String words(IOException e) {
        return e instanceof FileSystemException file
                ? file.getFile() + " cannot be read (" + e.getClass().getSimpleName() + ")"
                : String.valueOf(e.getMessage());
    }
}
