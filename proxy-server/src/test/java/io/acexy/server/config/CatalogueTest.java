package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.Catalogue;
import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Resolver;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Setting<String> TOKEN = Names.ACEXY
            .setting("test.token", SchemeKind.INSTANCE, "http", "Nothing.")
            .keptSecret();
    private static final Setting<Path> FILE = Names.ACEXY.setting("test.file", PathKind.INSTANCE, "", "Nothing.");
    private static final Catalogue SECRETS =
            new Catalogue(List.of(new SettingGroup("Secrets", List.of(TOKEN, FILE))), FILE);

    @Test
    void oneRuleTiesTheThreeSpellingsOfAName() {
        Setting<?> setting = Acexy.SETTINGS.byName().get("listen.addr");
        assertThat(setting.property()).isEqualTo("acexy.listen.addr");
        assertThat(setting.environment()).isEqualTo("ACEXY_LISTEN_ADDR");
        assertThat(setting.options()).containsExactly("--listen-addr", "--addr");
    }

    @Test
    void everySettingHasADescriptionOfOneSentenceOrMoreAndADefaultThatIsAllowed() {
        assertThat(Acexy.SETTINGS.settings()).allSatisfy(setting -> {
            assertThat(setting.description()).matches("[A-Z].*\\.").doesNotContain("\n");
            assertThat(setting.form()).isNotBlank();
            assertThat(setting.name()).matches("[a-z0-9]+(\\.[a-z0-9]+)*");
            assertThat(setting.defaultValue()).isNotNull();
        });
    }

    @Test
    void theCheckedInPageIsWhatTheSettingsSay() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        assertThat(page)
                .as("docs/configuration.md is out of date; write it anew with:"
                        + " java -jar proxy-server/target/acexy.jar --print-docs > docs/configuration.md")
                .isEqualTo(ConfigDocs.markdown());
    }

    @Test
    void everySettingAndEveryAliasIsOnThePage() {
        String page = ConfigDocs.markdown();
        assertThat(Acexy.SETTINGS.byName().keySet())
                .allSatisfy(name -> assertThat(page).contains("`" + Names.ACEXY.property(name) + "`"));
    }

    @Test
    void twoSettingsOfOneNameAreAProgrammingMistake() {
        Setting<?> other = Names.ACEXY
                .setting("other", BooleanKind.INSTANCE, "true", "Nothing.")
                .alsoNamed("test.token");
        List<SettingGroup> groups = List.of(new SettingGroup("Both", List.of(TOKEN, other)));
        assertThatThrownBy(() -> new Catalogue(groups, FILE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two settings are called test.token");
    }

    @Test
    void aSecretIsNeverShown() {
        Map<String, String> properties = Map.of("acexy.test.token", "HTTP");
        Resolution resolved = new Resolver(SECRETS, sources(properties)).resolve();
        assertThat(resolved.get(TOKEN)).isEqualTo("http");
        assertThat(new EffectiveConfig(ProxyConfig.defaults(), resolved, List.of()).print())
                .startsWith("acexy.test.token = ***  # system property acexy.test.token")
                .doesNotContain("HTTP");
    }

    @Test
    void aRefusedSecretIsNotShownEither() {
        Map<String, String> properties = Map.of("acexy.test.token", "hunter2");
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> new Resolver(SECRETS, sources(properties)).resolve());
        assertThat(refused.problems())
                .containsExactly("acexy.test.token: \"***\" is refused: engines speak plain http; allowed: http (system"
                        + " property acexy.test.token)");
    }

    private static ConfigSources sources(Map<String, String> properties) {
        return new ConfigSources(Map.of(), List.of(), properties, Map.of());
    }
}
