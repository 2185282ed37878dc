package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.CaseMedia;
import io.acexy.testkit.Ffmpeg;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The odd broadcasts of the field, from engine to player. What each of them shows of keyframes is tested where they are found. */
class FieldCasesTest {

    private static final int FIRST = 40;

    /** More than is judged. */
    private static final int BYTES = 40_000;

    @Test
    void whoeverJoinsBeginsWithWhatDecodes() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start(EngineSettings.fast());
                Proxy proxy = Proxy.before(engine, Map.of());
                Players players = new Players()) {
            Map<CaseMedia, TestPlayer> joined = new EnumMap<>(CaseMedia.class);
            for (CaseMedia media : CaseMedia.values()) {
                if (media != CaseMedia.RADIO_VIDEOPID && media != CaseMedia.GOP24) {
                    engine.broadcaster().assign(content(media).infohash(), clip(media));
                    joined.put(
                            media, players.get(proxy.address(), content(media).byId()));
                }
            }
            for (Map.Entry<CaseMedia, TestPlayer> first : joined.entrySet()) {
                first.getValue().awaitBytes(2 * BYTES);
                TestPlayer newcomer =
                        players.get(proxy.address(), content(first.getKey()).byId());
                newcomer.awaitBytes(BYTES);
                for (TestPlayer player : List.of(first.getValue(), newcomer)) {
                    assertThat(complaints(player.body()))
                            .as("%s", first.getKey())
                            .isEmpty();
                }
            }
        }
    }

    /** Up to half a second and more behind the last keyframe of each. */
    private static EndlessMedia clip(CaseMedia media) {
        return EndlessMedia.of(Arrays.copyOf(media.bytes(), 1460 * EndlessMedia.PACKET_SIZE));
    }

    private static Content content(CaseMedia media) {
        return Content.number(FIRST + List.of(CaseMedia.values()).indexOf(media));
    }

    /**
     * Of the decoders, about the first third of a second: further on the clip may come to its end, where pictures are missing. One
     * picture of {@link CaseMedia#NOIDR} refers to another before the I picture, wherever it is begun.
     */
    private static List<String> complaints(byte[] body) throws Exception {
        return Ffmpeg.warningsOf(out -> out.write(body, 0, BYTES), "-t", "0.3")
                .lines()
                .filter(line -> line.startsWith("[h264"))
                .filter(line -> !line.contains("mmco") && !line.contains("Missing reference"))
                .toList();
    }
}
