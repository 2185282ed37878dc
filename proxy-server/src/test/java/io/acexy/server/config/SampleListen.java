package io.acexy.server.config;

import io.acexy.server.net.TlsConfig;
import io.acexy.server.net.TlsProvider;
import io.acexy.server.settings.ListenAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where it listens, as settings say it. */
final class SampleListen {

    static final ListenConfig BY_DEFAULT = new ListenConfig(
            new ListenAddress("", 8080),
            0,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ZERO,
            SampleAccess.of("private"),
            new DoorsConfig(Optional.empty(), Optional.empty(), Optional.empty()));

    static final ListenConfig EVERYTHING = new ListenConfig(
            new ListenAddress("::1", 9090),
            1,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            SampleAccess.ACCESS,
            new DoorsConfig(
                    Optional.of(new ListenAddress("127.0.0.1", 9092)),
                    Optional.of(new DoorsConfig.Encrypted(
                            new ListenAddress("", 9443),
                            new TlsConfig(
                                    List.of(Path.of("/etc/acexy/a.pem"), Path.of("/etc/acexy/b.pem")),
                                    List.of(Path.of("/etc/acexy/a.key"), Path.of("/etc/acexy/b.key")),
                                    Path.of("/etc/acexy/admins.pem"),
                                    TlsProvider.JDK),
                            true,
                            Duration.ofSeconds(5))),
                    Optional.of(Path.of("/run/acexy/handover"))));

    private SampleListen() {}
}
