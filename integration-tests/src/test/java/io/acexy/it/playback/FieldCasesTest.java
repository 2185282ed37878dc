package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.CaseMedia;
import io.acexy.testkit.Ffmpeg;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The odd broadcasts of the field, from engine to player. What each of them shows of keyframes is tested where they are found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldCasesTest {

    private static final int FIRST = 40;

    /** More than is judged. */
    private static final int BYTES = 40_000;

    /** Less where only sound comes: as much is half a second of it. */
    private static final int BYTES_OF_SOUND = 8_000;

    /** Of decoders, in the first third of a second: further on a clip may come to its end, where pictures are missing. */
    private static final Pattern OF_DECODERS = Pattern.compile("\\[(h264|aac)[^]]*].*");

    /** What a decoder rightly says of a case, however it is begun. */
    private static final Map<CaseMedia, Pattern> RIGHTLY = Map.of(
            // Without an IDR picture, one behind the I picture refers to one before it.
            CaseMedia.NOIDR, Pattern.compile(".*(mmco: unref short failure|Missing reference picture).*"));

    private EngineSimulator engine;
    private Proxy proxy;
    private Players players;

    @BeforeAll
    void start() throws Exception {
        engine = EngineSimulator.start(EngineSettings.fast());
        // A keyframe of GOP24 comes once in a loop of its clip.
        proxy = Proxy.before(engine, Map.of("keyframe.timeout", "1m", "linger", "0s"));
        players = new Players();
    }

    @AfterAll
    void stop() {
        players.close();
        proxy.close();
        engine.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverJoinsBeginsWithWhatDecodes(CaseMedia media) throws Exception {
        Content content = content(FIRST, media);
        engine.broadcaster().assign(content.infohash(), clip(media));
        assertBothDecode(media, content);
    }

    /** A wrong checksum of both tables, whatever else is odd. */
    @ParameterizedTest
    @EnumSource(names = {"RAI_ALL", "FEWSPS"})
    void soItIsWhereTheTablesHaveAWrongChecksum(CaseMedia media) throws Exception {
        Content content = content(2 * FIRST, media);
        engine.broadcaster().assign(content.infohash(), clip(media));
        engine.setScript(content.infohash(), EngineScript.WRONG_CRC);
        assertBothDecode(media, content);
    }

    /** The first, and one who comes when the stream is there. */
    private void assertBothDecode(CaseMedia media, Content content) throws Exception {
        int enough = media == CaseMedia.RADIO_VIDEOPID ? BYTES_OF_SOUND : BYTES;
        TestPlayer first = players.get(proxy.address(), content.byId());
        first.awaitBytes(2 * enough);
        TestPlayer newcomer = players.get(proxy.address(), content.byId());
        newcomer.awaitBytes(enough);
        for (TestPlayer player : List.of(first, newcomer)) {
            assertThat(complaints(media, Arrays.copyOf(player.body(), enough))).isEmpty();
        }
        players.hangUp();
    }

    private static Content content(int first, CaseMedia media) {
        return Content.number(first + List.of(CaseMedia.values()).indexOf(media));
    }

    /** Up to half a second and more behind the last keyframe of each. */
    private static EndlessMedia clip(CaseMedia media) {
        return EndlessMedia.of(Arrays.copyOf(media.bytes(), 1460 * EndlessMedia.PACKET_SIZE));
    }

    private static List<String> complaints(CaseMedia media, byte[] body) throws Exception {
        return Ffmpeg.warningsOf(out -> out.write(body), "-t", "0.3")
                .lines()
                .filter(line -> OF_DECODERS.matcher(line).matches())
                .filter(line -> !RIGHTLY.containsKey(media)
                        || !RIGHTLY.get(media).matcher(line).matches())
                .toList();
    }
}
