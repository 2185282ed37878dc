package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.settings.ConfigSources;
import io.acexy.server.settings.Setting;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other settings change in a process that runs, and what waits for the next start. */
class DifferencesTest {

    private static final String TLS = "acexy.tls.addr=:1;acexy.tls.cert=c;acexy.tls.key=k";

    private static EffectiveConfig load(String lines) {
        Map<String, String> properties = new HashMap<>();
        Arrays.stream(lines.split("[;\n]"))
                .filter(line -> !line.isBlank())
                .forEach(line -> properties.put(line.split("=", 2)[0].strip(), line.split("=", 2)[1]));
        return ProxyConfig.load(new ConfigSources(Map.of(), List.of(), properties, Map.of()));
    }

    /** What is written, and what is read again; what has been taken over before is what the process has started with. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "acexy.limit.players=1, acexy.limit.players=1, -, -",
                "acexy.idle.timeout=60s, acexy.idle.timeout=1m, -, -",
                "acexy.limit.players=1, acexy.limit.players=2, acexy.limit.players, -",
                "acexy.limit.players=1, -, acexy.limit.players, -",
                "acexy.max.players=1, acexy.limit.players=2, acexy.limit.players, -",
                "acexy.admin.key=one-admins-key, acexy.admin.key=an-admins-key, acexy.admin.key, -",
                "acexy.port=1, acexy.port=2, -, acexy.port",
                "acexy.profile.one=cat, acexy.profile.one=tac;acexy.profile.two=cat, -, acexy.profile.one acexy.profile.two",
                "acexy.profile.one=cat, -, -, acexy.profile.one",
                "acexy.playlist=/a, acexy.playlist=/b, acexy.playlist, -",
                "-, acexy.playlist=/b, -, acexy.playlist",
                "acexy.guide=/a, -, acexy.guide, -",
                "-, acexy.guide=/a;acexy.guide.days=2, -, acexy.guide acexy.guide.days",
                TLS + ", " + TLS + "2;acexy.tls.redirect=true, acexy.tls.key acexy.tls.redirect, -",
                TLS + ", -, -, acexy.tls.addr acexy.tls.cert acexy.tls.key",
                "-, " + TLS + ", -, acexy.tls.addr acexy.tls.cert acexy.tls.key"
            })
    void whatCanBeTakenIsTakenAndTheRestWaits(String before, String after, String taken, String waiting) {
        EffectiveConfig started = load(before == null ? "" : before);
        Differences found = Differences.of(started, started, load(after == null ? "" : after));
        assertThat(String.join(" ", found.taken())).isEqualTo(taken == null ? "" : taken);
        assertThat(String.join(" ", found.waiting())).isEqualTo(waiting == null ? "" : waiting);
    }

    @Test
    void whatWaitsGoesOnWaitingAndWhatWasTakenIsNoNews() {
        RunningConfig running = new RunningConfig(load("acexy.port=1;acexy.limit.players=1"));
        running.take(load("acexy.port=2;acexy.limit.players=2"));
        assertThat(running.now().limits().players().all()).isEqualTo(2);

        Differences same = running.to(load("acexy.port=2;acexy.limit.players=2"));
        assertThat(same.taken()).isEmpty();
        assertThat(same.waiting()).containsExactly("acexy.port");

        Differences back = running.to(load("acexy.port=1;acexy.limit.players=1"));
        assertThat(back.taken()).containsExactly("acexy.limit.players");
        assertThat(back.waiting()).isEmpty();
    }

    @Test
    void settingsOfEveryKindThatAreWrittenTheSameAreTheSame() {
        Differences none = Differences.of(load(EverySetting.LINES), load(EverySetting.LINES), load(EverySetting.LINES));
        assertThat(none.taken()).isEmpty();
        assertThat(none.waiting()).isEmpty();
    }

    @Test
    void everySettingThatIsWrittenOtherwiseIsOneOrTheOther() {
        EffectiveConfig every = load(EverySetting.LINES);
        Differences all = Differences.of(load(""), load(""), every);
        List<String> written = every.settings().stream()
                .filter(setting -> !setting.origin().equals("default"))
                .map(setting -> setting.property())
                .filter(property -> !property.equals("acexy.scheme")) // which has one value only
                .toList();
        assertThat(all.taken()).isNotEmpty().doesNotContainAnyElementsOf(all.waiting());
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(all.taken().stream(), all.waiting().stream())
                        .toList());
        assertThat(Acexy.SETTINGS.settings().stream()
                        .filter(setting -> setting.effect() == Setting.Effect.AT_START)
                        .map(Setting::property))
                .doesNotContainAnyElementsOf(all.taken());
    }
}
