package io.acexy.server.config;

import io.acexy.server.net.TlsConfig;
import io.acexy.server.net.TlsProvider;
import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.FurtherAddressKind;
import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import io.acexy.server.settings.TextsKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where else the proxy listens.
 *
 * @param proxied for proxies that begin with a head of the PROXY protocol; nothing where there is none
 * @param encrypted for TLS; nothing where there is none
 * @param handover a socket in the file system, for newer processes of this program; nothing where there is none
 */
public record DoorsConfig(Optional<ListenAddress> proxied, Optional<Encrypted> encrypted, Optional<Path> handover) {

    static final Setting<Optional<ListenAddress>> PROXIED = Names.ACEXY.setting(
            "listen.proxy.addr",
            FurtherAddressKind.INSTANCE,
            "",
            "Where proxies connect that say by the PROXY protocol, version 1 or 2, for whom they do. Only those of"
                    + " acexy.trusted.proxies may, or this machine itself where none is named.");
    static final Setting<Optional<ListenAddress>> TLS = Names.ACEXY.setting(
            "tls.addr",
            FurtherAddressKind.INSTANCE,
            "",
            "Where players connect by TLS (https), besides acexy.listen.addr.");
    static final Setting<List<String>> CERTIFICATES = Names.ACEXY
            .setting(
                    "tls.cert",
                    new TextsKind("PEM files"),
                    "",
                    "Certificates, each with those that vouch for it behind it. A client gets the one that holds for the host which he names, or the"
                            + " first. When a file changes, the new one holds within a second for new connections.")
            .atOnce();
    static final Setting<List<String>> KEYS = Names.ACEXY
            .setting(
                    "tls.key",
                    new TextsKind("PEM files"),
                    "",
                    "The key of each certificate, in the same order (PKCS #8, without a password).")
            .atOnce();
    static final Setting<Path> CLIENTS = Names.ACEXY
            .setting(
                    "tls.client.ca",
                    PathKind.INSTANCE,
                    "",
                    "A PEM file of authorities: who shows a certificate of theirs is served as if he had shown the admin's key.")
            .atOnce();
    static final Setting<Boolean> REDIRECT = Names.ACEXY
            .setting(
                    "tls.redirect",
                    BooleanKind.INSTANCE,
                    "false",
                    "Whether who asks without TLS is sent to acexy.tls.addr (308). Some players follow nobody, or speak no TLS: try yours.")
            .atOnce();
    static final Setting<TlsProvider> PROVIDER = Names.ACEXY.setting(
            "tls.provider",
            EnumKind.of(TlsProvider.class),
            "auto",
            "Who does the cryptography; auto takes the fastest that works here, and a named one that does not work is refused.");

    static final Setting<Duration> HANDSHAKE = Names.ACEXY
            .setting(
                    "tls.handshake.timeout",
                    DurationKind.between(Duration.ofMillis(100), Duration.ofMinutes(5)),
                    "10s",
                    "How long a client may take until TLS is spoken; one on a slow line needs a second or two.")
            .atOnce();

    static final Setting<Path> HANDOVER = Names.ACEXY.setting(
            "handover",
            PathKind.INSTANCE,
            "",
            "A socket, by its path, at which the next process of this program takes the listening sockets over: start it with the same"
                    + " settings. This one then accepts nobody any more, and drains (acexy.drain.timeout). Linux; for its own user alone.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Further addresses",
            List.of(PROXIED, TLS, CERTIFICATES, KEYS, CLIENTS, REDIRECT, PROVIDER, HANDSHAKE, HANDOVER));

    /** What Linux takes for a socket's path, less what is added to it for a moment. */
    private static final int LONGEST_PATH = 107 - 11;

    /**
     * TLS at an address.
     *
     * @param redirects whether everybody is sent there
     * @param handshake how long a client may take until it is spoken
     */
    public record Encrypted(ListenAddress address, TlsConfig tls, boolean redirects, Duration handshake) {

        public Encrypted {
            HANDSHAKE.check(handshake);
        }
    }

    static DoorsConfig of(Resolution settings) {
        List<Path> certificates = paths(settings.get(CERTIFICATES));
        List<Path> keys = paths(settings.get(KEYS));
        Optional<ListenAddress> address = settings.get(TLS);
        if (certificates.size() != keys.size()) {
            throw new IllegalArgumentException(CERTIFICATES + " names " + certificates.size() + " and " + KEYS + " "
                    + keys.size() + ": each certificate has its key");
        }
        if (address.isPresent() == certificates.isEmpty()) {
            throw new IllegalArgumentException(TLS + " and " + CERTIFICATES + " are of use together only");
        }
        TlsConfig tls = new TlsConfig(certificates, keys, settings.get(CLIENTS), settings.get(PROVIDER));
        return new DoorsConfig(
                settings.get(PROXIED),
                address.map(one -> new Encrypted(one, tls, settings.get(REDIRECT), settings.get(HANDSHAKE))),
                handover(settings));
    }

    private static Optional<Path> handover(Resolution settings) {
        String path = settings.get(HANDOVER).toString();
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    HANDOVER + " is too long for a socket: at most " + LONGEST_PATH + " bytes");
        }
        return Optional.of(path).filter(one -> !one.isEmpty()).map(Path::of);
    }

    private static List<Path> paths(List<String> files) {
        return files.stream().map(PathKind.INSTANCE::parse).toList();
    }
}
