package io.acexy.server.config;

import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.Networks;
import io.acexy.server.settings.NetworksKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may, as settings say it. */
final class SampleAccess {

    static final AccessConfig ACCESS = new AccessConfig(
            new AccessConfig.Keys(Map.of("living", "a-living-key"), Path.of("/etc/acexy/keys"), "an-admin-key"),
            new AccessConfig.Signing(List.of("a-first-secret-x", "a-second-secret-x"), Path.of("/etc/acexy/secrets")),
            networks("10.0.0.1"),
            List.of("tv.example.org", "::1"),
            new AccessConfig.Allow(
                    networks("10.1.0.0/16"),
                    networks("10.2.0.0/16"),
                    networks("10.3.0.0/16"),
                    networks("10.4.0.0/16"),
                    networks("fd00::/8")),
            Optional.of(new ListenAddress("127.0.0.1", 9091)));

    private static Networks networks(String text) {
        return NetworksKind.INSTANCE.parse(text);
    }

    static AccessConfig of(String everything) {
        Networks all = networks(everything);
        return new AccessConfig(
                new AccessConfig.Keys(Map.of(), Path.of(""), ""),
                new AccessConfig.Signing(List.of(), Path.of("")),
                Networks.NONE,
                List.of(),
                new AccessConfig.Allow(all, all, all, all, all),
                Optional.empty());
    }

    private SampleAccess() {}
}
