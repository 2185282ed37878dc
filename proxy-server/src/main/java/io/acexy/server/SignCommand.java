package io.acexy.server;

import io.acexy.server.access.SignDoor;
import io.acexy.server.access.Signatures;
import io.acexy.server.config.ProxyConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What {@code --sign-url} prints. */
final class SignCommand {

    private SignCommand() {}

    /**
     * Signs as the proxy of these settings would. Blocks.
     *
     * @throws IOException where the file of secrets cannot be read
     * @throws IllegalArgumentException with what cannot be signed
     */
    static String sign(ProxyConfig config, Map<String, String> words, InstantSource clock) throws IOException {
        Signatures signatures = Signatures.read(config.listen().access().signing(), clock);
        if (!words.containsKey("expires")) {
            throw new IllegalArgumentException("--expires is missing: how long may the address be used, such as 48h?");
        }
        String signed = signatures.sign(
                words.get("sign-url"),
                SignDoor.TIMES.parse(words.get("expires")),
                Optional.ofNullable(words.get("network")),
                Optional.ofNullable(words.get("holder")));
        String base = config.television()
                .base()
                .map(url -> url.toString().replaceFirst("/+$", ""))
                .orElse("");
        return signed.startsWith("/") ? base + signed : signed;
    }
}
