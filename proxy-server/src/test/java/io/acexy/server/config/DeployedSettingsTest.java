package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.settings.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files in {@code deploy} set, and which files they name: nobody else reads them before an operator does. */
class DeployedSettingsTest {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern SETTING =
            Pattern.compile("^ *(?:ENV )?(ACEXY_[A-Z_]+)(?:: |=)\"?([^\"\\n]*)\"?$", Pattern.MULTILINE);
    private static final Pattern MOUNT = Pattern.compile("^ +- (\\.[^:]*):/", Pattern.MULTILINE);
    /** A value that the operator gives. */
    private static final Pattern GIVEN = Pattern.compile("\\$\\{[^}]*\\}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compose/compose.yml",
                "compose/compose.simple.yml",
                "docker/Dockerfile",
                "kubernetes/acexy.yaml",
            })
    void everySettingIsKnownAndHasAValueThatHolds(String file) throws IOException {
        Map<String, String> settings = SETTING.matcher(Files.readString(DEPLOY.resolve(file)))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> GIVEN.matcher(match.group(2))
                        .replaceAll("given")));
        assertThat(settings).isNotEmpty();
        EffectiveConfig loaded = ProxyConfig.load(new ConfigSources(Map.of(), List.of(), Map.of(), settings));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void everyFileThatIsMountedIsThere() throws IOException {
        Path compose = DEPLOY.resolve("compose");
        List<String> mounted = MOUNT.matcher(Files.readString(compose.resolve("compose.yml")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(mounted).hasSize(5).allSatisfy(file -> assertThat(compose.resolve(file))
                .isRegularFile());
    }
}
