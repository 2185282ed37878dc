package io.acexy.server.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.PictureFormat;
import io.acexy.core.mpegts.Track;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecsTest {

    @ParameterizedTest
    @CsvSource({
        "h264, aac, H264, AAC",
        "hevc, ac3, HEVC, AC3",
        "mpeg2video, mp2, MPEG2, MPEG",
        "h264, eac3, H264, AC3",
        "vvc, opus, H264, AAC",
    })
    void sayWhatTunersSay(String picture, String sound, String video, String audio) {
        Codecs codecs = Codecs.of(List.of(track(Track.Kind.AUDIO, sound, 0), track(Track.Kind.VIDEO, picture, 576)));
        assertThat(codecs).isEqualTo(new Codecs(video, audio, false));
    }

    @ParameterizedTest
    @CsvSource({"719, false", "720, true", "1080, true"})
    void callAPictureHighFrom720Lines(int lines, boolean high) {
        assertThat(Codecs.of(List.of(track(Track.Kind.VIDEO, "h264", lines))).high())
                .isEqualTo(high);
    }

    @Test
    void areTheUsualOnesWhereNothingIsKnown() {
        assertThat(Codecs.of(List.of())).isEqualTo(Codecs.USUAL);
    }

    private static Track track(Track.Kind kind, String codec, int lines) {
        PictureFormat picture = lines == 0 ? null : new PictureFormat(lines * 16 / 9, lines, "main");
        return new Track(256, kind, codec, 0x1B, "", picture);
    }
}
