package io.acexy.core.mpegts;

import java.util.Objects;

/**
 * One elementary stream of a programme, as its PMT names it.
 *
 * @param pid where it is
 * @param kind what it is
 * @param codec its name, as ffmpeg and others have it: {@code h264}, {@code aac}, {@code dvb_subtitle}; {@code unknown} where
 *     the PMT does not tell
 * @param streamType the PMT's stream_type
 * @param language ISO 639-2, or empty
 * @param picture of video that is read; null where it is not known
 */
public record Track(int pid, Kind kind, String codec, int streamType, String language, PictureFormat picture) {

    /** What a stream is. */
    public enum Kind {
        VIDEO,
        AUDIO,
        SUBTITLES,
        DATA
    }

    public Track {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(codec);
        Objects.requireNonNull(language);
    }

    Track(int pid, Kind kind, String codec, int streamType, String language) {
        this(pid, kind, codec, streamType, language, null);
    }

    Track with(PictureFormat known) {
        return new Track(pid, kind, codec, streamType, language, known);
    }
}
