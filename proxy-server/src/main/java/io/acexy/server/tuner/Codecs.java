package io.acexy.server.tuner;

import io.acexy.core.mpegts.Track;
import java.util.List;
import java.util.Optional;

/**
 * Of what a channel is made, in the words of tuners.
 *
 * @param video {@code H264}, {@code HEVC} or {@code MPEG2}
 * @param audio {@code AAC}, {@code AC3} or {@code MPEG}
 * @param high whether the picture has 720 lines or more
 */
public record Codecs(String video, String audio, boolean high) {

    /** Of what most are made of which nothing is known; programs look for themselves. */
    static final Codecs USUAL = new Codecs("H264", "AAC", false);

    private static final int HIGH = 720;

    /** By the programme map; where it has no picture, or no sound, what is usual. */
    public static Codecs of(List<Track> tracks) {
        Optional<Track> picture = first(tracks, Track.Kind.VIDEO);
        return new Codecs(
                picture.map(track -> video(track.codec())).orElse(USUAL.video),
                first(tracks, Track.Kind.AUDIO)
                        .map(track -> audio(track.codec()))
                        .orElse(USUAL.audio),
                picture.map(Track::picture)
                        .filter(format -> format.height() >= HIGH)
                        .isPresent());
    }

    private static Optional<Track> first(List<Track> tracks, Track.Kind kind) {
        return tracks.stream().filter(track -> track.kind() == kind).findFirst();
    }

    private static String video(String codec) {
        return switch (codec) {
            case "hevc" -> "HEVC";
            case "mpeg1video", "mpeg2video" -> "MPEG2";
            default -> USUAL.video;
        };
    }

    private static String audio(String codec) {
        return switch (codec) {
            case "ac3", "eac3" -> "AC3";
            case "mp1", "mp2", "mp3" -> "MPEG";
            default -> USUAL.audio;
        };
    }
}
