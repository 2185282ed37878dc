package io.acexy.server.config;

import io.acexy.core.derived.DerivedConfig;
import io.acexy.core.derived.Profile;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.NamesKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.SearchPath;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingFamily;
import io.acexy.server.settings.SettingGroup;
import io.acexy.server.settings.WordsKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs through which streams go for those who ask for it. Without a setting there are none. */
final class ProfileSettings {

    /**
     * The picture as it is, the first sound track as AAC in stereo. Time stamps are kept, so that what a program makes which is
     * started anew goes on where the last one ended; nothing waits in ffmpeg for longer than it must.
     */
    private static final List<String> AAC = List.of(
            ("ffmpeg -hide_banner -nostats -loglevel warning -fflags +nobuffer -probesize 2M -analyzeduration 1M"
                            + " -f mpegts -copyts -i pipe:0 -map 0:v:0? -map 0:a:0? -c:v copy -c:a aac -ac 2 -b:a 160k"
                            + " -af aresample=async=1 -max_interleave_delta 1000000 -muxdelay 0 -muxpreload 0"
                            + " -flush_packets 1 -f mpegts pipe:1")
                    .split(" "));

    /** What can be switched on without knowing how to write it. */
    private static final Map<String, List<String>> READY = Map.of("aac", AAC);

    static final Setting<List<String>> PROFILES = Names.ACEXY.setting(
            "profiles",
            new NamesKind(READY.keySet()),
            "",
            "Ready profiles that are switched on. aac: for ?profile=aac ffmpeg makes AAC of AC-3 and other sound, and copies"
                    + " the picture.");
    static final SettingFamily<List<String>> PROFILE = Names.ACEXY.family(
            "profile",
            WordsKind.INSTANCE,
            "A profile of your own: for ?profile=NAME this program is given the stream as MPEG-TS on its standard input, and"
                    + " players get what it writes to its standard output, MPEG-TS too. No shell reads it.");
    static final Setting<Integer> MAX = Names.ACEXY.setting(
            "profile.max",
            IntKind.between(1, 256),
            "4",
            "Programs of profiles at once, one for each stream and profile; one more is answered 503.");
    static final Setting<Duration> TIMEOUT = Names.ACEXY.setting(
            "profile.timeout",
            DurationKind.between(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "10s",
            "A program that makes nothing of what it is given for so long is ended and started anew.");

    static final SettingGroup SETTINGS =
            new SettingGroup("Profiles", List.of(PROFILES, MAX, TIMEOUT), List.of(PROFILE));

    private ProfileSettings() {}

    /** @param backlog what may wait for a program, as for a player */
    static DerivedConfig of(Resolution settings, int backlog) {
        Map<String, Profile> profiles = new HashMap<>();
        settings.get(PROFILES).forEach(name -> profiles.put(name, ready(name)));
        settings.all(PROFILE).forEach((name, command) -> profiles.put(name, new Profile(name, command)));
        return new DerivedConfig(profiles, settings.get(MAX), settings.get(TIMEOUT), backlog);
    }

    /** Which programs are not there, one line each; they may be installed while this one runs. */
    static List<String> missing(DerivedConfig config, SearchPath path) {
        return config.profiles().values().stream()
                .filter(profile -> !path.has(profile.program()))
                .map(profile -> "the profile '" + profile.name() + "' is answered 501, because there is no program "
                        + profile.program())
                .sorted()
                .toList();
    }

    static Profile ready(String name) {
        return new Profile(name, READY.get(name));
    }
}
