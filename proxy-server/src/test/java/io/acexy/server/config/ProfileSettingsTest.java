package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.acexy.core.derived.Profile;
import io.acexy.server.launch.CommandLineArguments;
import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles, whose names are not known before somebody writes them. */
class ProfileSettingsTest {

    private static Map<String, Profile> profiles(Sources sources) {
        return sources.load().config().streams().derived().profiles();
    }

    private static List<String> problems(Sources sources) {
        return catchThrowableOfType(ConfigException.class, sources::load).problems();
    }

    @Test
    void nothingIsRunUnlessItIsConfigured() {
        assertThat(profiles(Sources.none())).isEmpty();
    }

    @Test
    void aReadyOneIsSwitchedOnByItsName() {
        assertThat(profiles(Sources.none().property("acexy.profiles", "aac"))
                        .get("aac")
                        .command())
                .startsWith("ffmpeg")
                .containsSubsequence("-i", "pipe:0", "-c:v", "copy", "-c:a", "aac", "-f", "mpegts", "pipe:1");
    }

    @Test
    void oneOfYourOwnIsWrittenInAnyOfTheFourPlaces(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "acexy.profile.low-rate=low 'a b'");
        Profile low = new Profile("low-rate", List.of("low", "a b"));
        assertThat(profiles(Sources.none().property("acexy.profile.low-rate", "low 'a b'")))
                .containsValue(low);
        assertThat(profiles(Sources.none().environment("ACEXY_PROFILE_LOW_RATE", "low 'a b'")))
                .containsValue(low);
        assertThat(profiles(Sources.none().property("acexy.config", file.toString())))
                .containsValue(low);
        CommandLineArguments words = CommandLineArguments.parse("--profile-low-rate=low 'a b'", "--port=7");
        ConfigSources typed = new ConfigSources(words.settings(), words.problems(), Map.of(), Map.of());
        ProxyConfig config = ProxyConfig.load(typed).config();
        assertThat(config.streams().derived().profiles()).containsValue(low);
        assertThat(config.engines().pool().single().port()).isEqualTo(7);
    }

    @Test
    void theCommandLineWinsAndWhatHoldsIsShownWithItsPlace() {
        EffectiveConfig both = Sources.none()
                .commandLine("profile.mine", "one")
                .environment("ACEXY_PROFILE_MINE", "two")
                .load();
        assertThat(both.config().streams().derived().profiles().get("mine").command())
                .containsExactly("one");
        assertThat(both.print()).containsPattern("acexy.profile.mine += one +# command line --profile-mine");
        assertThat(both.warnings()).isEmpty();
    }

    @Test
    void whatIsShownOfItDoesNothingToATerminal() {
        EffectiveConfig config =
                Sources.none().property("acexy.profile.mine", "one \u001b[31m").load();
        assertThat(config.print()).doesNotContain("\u001b").contains("one ?[31m");
    }

    @Test
    void oneOfYourOwnTakesTheNameOfAReadyOne() {
        ProxyConfig config = ProxyConfig.of(Map.of("profiles", "aac", "profile.aac", "mine"));
        assertThat(config.streams().derived().profiles()).containsEntry("aac", new Profile("aac", List.of("mine")));
    }

    @Test
    void whatIsASettingIsNoProfile() {
        ProxyConfig config = ProxyConfig.of(Map.of("profile.max", "7"));
        assertThat(config.streams().derived().profiles()).isEmpty();
        assertThat(config.streams().derived().maxPrograms()).isEqualTo(7);
    }

    @Test
    void aProgramThatIsNotInstalledIsToldOfAtTheStart() {
        Map<String, String> profiles = Map.of("acexy.profile.x", "no-such-program", "acexy.profile.y", "cat");
        ConfigSources sources =
                new ConfigSources(Map.of(), List.of(), profiles, Map.of("PATH", "/nowhere:/usr/bin:/bin"));
        assertThat(ProxyConfig.load(sources).warnings())
                .containsExactly("the profile 'x' is answered 501, because there is no program no-such-program");
    }

    @Test
    void whatCannotBeACommandOrANameIsRefusedWithItsReason() {
        assertThat(problems(Sources.none().property("acexy.profile.x", "ffmpeg 'open")))
                .containsExactly(
                        "system property acexy.profile.x is refused: a quote (') is not closed; allowed: a program"
                                + " and its arguments, separated by spaces, in quotes where they have some");
        assertThat(problems(Sources.none().property("acexy.profile.x", " ")))
                .singleElement()
                .asString()
                .contains("it names no program");
        assertThat(problems(Sources.none().property("acexy.profile.1x", "cat")))
                .singleElement()
                .asString()
                .contains("a name is up to 32 letters, digits and dashes, and begins with a letter");
        assertThat(problems(Sources.none().property("acexy.profiles", "aac,mp9")))
                .singleElement()
                .asString()
                .contains("\"mp9\" is none of them; allowed: any of aac, separated by commas");
    }
}
