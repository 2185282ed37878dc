package io.acexy.server.config;

import io.acexy.server.settings.FurtherAddressKind;
import io.acexy.server.settings.HostNamesKind;
import io.acexy.server.settings.KeyKind;
import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.NamedKeysKind;
import io.acexy.server.settings.Networks;
import io.acexy.server.settings.NetworksKind;
import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.SecretsKind;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may: whoever is in an allowed network, and whoever has a key.
 *
 * @param keys who may play from elsewhere
 * @param signing who may play one content for a while
 * @param trusted whose word of what was forwarded counts
 * @param hosts the names of this proxy that a page may ask for
 * @param allow from where nobody needs a key
 * @param admin where alone status, metrics and administration are served; nothing where they are beside the media
 */
public record AccessConfig(
        Keys keys, Signing signing, Networks trusted, List<String> hosts, Allow allow, Optional<ListenAddress> admin) {

    static final Setting<Map<String, String>> KEYS = Names.ACEXY
            .setting(
                    "access.keys",
                    NamedKeysKind.INSTANCE,
                    "",
                    "Who may play and read lists from anywhere; each key belongs to the name before it, which is shown where he plays.")
            .keptSecret()
            .atOnce();
    static final Setting<Path> KEYS_FILE = Names.ACEXY
            .setting(
                    "access.keys.file",
                    PathKind.INSTANCE,
                    "",
                    "More of them, a name=key a line; lines that begin with # count not. A change takes effect within a second, and who has"
                            + " lost his key is sent away.")
            .atOnce();
    static final Setting<List<String>> SIGN_SECRET = Names.ACEXY
            .setting(
                    "access.sign.secret",
                    SecretsKind.INSTANCE,
                    "",
                    "What addresses are signed with that open one content for a while; the first signs, and what the others have signed"
                            + " holds too.")
            .keptSecret()
            .atOnce();
    static final Setting<Path> SIGN_SECRET_FILE = Names.ACEXY
            .setting(
                    "access.sign.secret.file",
                    PathKind.INSTANCE,
                    "",
                    "More of them, one a line; lines that begin with # count not. A change takes effect within a second, for what is begun"
                            + " then.")
            .atOnce();
    static final Setting<String> ADMIN_KEY = Names.ACEXY
            .setting(
                    "admin.key",
                    KeyKind.INSTANCE,
                    "",
                    "Opens everything from anywhere: status, metrics, and what changes something.")
            .keptSecret()
            .atOnce();
    static final Setting<Networks> TRUSTED = Names.ACEXY
            .setting(
                    "trusted.proxies",
                    NetworksKind.INSTANCE,
                    "",
                    "Proxies before this one: they are believed who asks, by Forwarded or X-Forwarded-*. What others forward comes from nowhere.")
            .atOnce();
    static final Setting<List<String>> HOSTS = Names.ACEXY
            .setting(
                    "hosts",
                    HostNamesKind.INSTANCE,
                    "",
                    "Names by which browsers find this proxy, besides addresses, names without a dot, those of a home (.local, .lan, .home and"
                            + " others) and that of acexy.base.url: under any other, status, metrics and administration need the admin's key.")
            .atOnce();
    static final Setting<Networks> PLAY = allowed("play", "Who may play without a key.");
    static final Setting<Networks> LISTS =
            allowed("lists", "Who may read playlists and guides, and find the tuner, without a key.");
    static final Setting<Networks> STATUS = allowed("status", "Who may see what is going on without the admin's key.");
    static final Setting<Networks> METRICS = allowed("metrics", "Who may read the metrics without the admin's key.");
    static final Setting<Networks> ADMIN = allowed("admin", "Who may change something without the admin's key.");

    static final Setting<Optional<ListenAddress>> ADMIN_ADDR = Names.ACEXY.setting(
            "admin.addr",
            FurtherAddressKind.INSTANCE,
            "",
            "Where alone status, metrics and what changes something are served, and no longer beside the media.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Access",
            List.of(
                    KEYS,
                    KEYS_FILE,
                    SIGN_SECRET,
                    SIGN_SECRET_FILE,
                    ADMIN_KEY,
                    TRUSTED,
                    HOSTS,
                    PLAY,
                    LISTS,
                    STATUS,
                    METRICS,
                    ADMIN,
                    ADMIN_ADDR));

    private static Setting<Networks> allowed(String area, String description) {
        return Names.ACEXY
                .setting("allow." + area, NetworksKind.INSTANCE, "private", description)
                .atOnce();
    }

    /**
     * Keys.
     *
     * @param named by who holds them
     * @param file more of them; empty for none
     * @param admin opens everything; empty for none
     */
    public record Keys(Map<String, String> named, Path file, String admin) {

        public Keys {
            KEYS.check(named);
            ADMIN_KEY.check(admin);
            if (!admin.isEmpty() && admin.length() < NamedKeysKind.SHORTEST) {
                throw new IllegalArgumentException(
                        ADMIN_KEY + " is too short: it needs " + NamedKeysKind.SHORTEST + " characters");
            }
            if (named.containsValue(admin)) {
                throw new IllegalArgumentException(ADMIN_KEY + " is one of " + KEYS + ": it has to be another");
            }
        }
    }

    /**
     * Secrets that sign.
     *
     * @param secrets the first is used
     * @param file more of them; empty for none
     */
    public record Signing(List<String> secrets, Path file) {

        public Signing {
            SIGN_SECRET.check(secrets);
        }
    }

    /** Networks from which no key is needed, by what is asked for. */
    public record Allow(Networks play, Networks lists, Networks status, Networks metrics, Networks admin) {}

    static AccessConfig of(Resolution settings) {
        return new AccessConfig(
                new Keys(settings.get(KEYS), settings.get(KEYS_FILE), settings.get(ADMIN_KEY)),
                new Signing(settings.get(SIGN_SECRET), settings.get(SIGN_SECRET_FILE)),
                settings.get(TRUSTED),
                settings.get(HOSTS),
                new Allow(
                        settings.get(PLAY),
                        settings.get(LISTS),
                        settings.get(STATUS),
                        settings.get(METRICS),
                        settings.get(ADMIN)),
                settings.get(ADMIN_ADDR));
    }
}
