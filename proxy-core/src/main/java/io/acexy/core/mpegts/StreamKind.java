package io.acexy.core.mpegts;

import java.nio.charset.StandardCharsets;

/**
 * What an entry of the PMT carries, by its stream_type or, for private data, by its descriptors (ISO/IEC 13818-1 table 2-34,
 * ATSC A/53 part 3 for 0x81 and 0x87, ETSI EN 300 468 for the descriptors of DVB).
 *
 * @param codec its name, as ffmpeg has it
 */
record StreamKind(VideoCodec video, Track.Kind kind, String codec) {

    private static final String UNNAMED = "unknown";
    private static final StreamKind DATA = new StreamKind(VideoCodec.NONE, Track.Kind.DATA, UNNAMED);

    private static final int PRIVATE_DATA = 0x06;
    private static final int REGISTRATION = 0x05;
    private static final int EXTENSION = 0x7F;

    boolean isVideo() {
        return video != VideoCodec.NONE;
    }

    boolean isAudio() {
        return kind == Track.Kind.AUDIO;
    }

    private static StreamKind video(VideoCodec video, String codec) {
        return new StreamKind(video, Track.Kind.VIDEO, codec);
    }

    private static StreamKind audio(String codec) {
        return new StreamKind(VideoCodec.NONE, Track.Kind.AUDIO, codec);
    }

    private static StreamKind subtitles(String codec) {
        return new StreamKind(VideoCodec.NONE, Track.Kind.SUBTITLES, codec);
    }

    /** Descriptors lie in {@code section} from {@code from} to {@code to}. */
    static StreamKind of(int streamType, byte[] section, int from, int to) {
        VideoCodec video = VideoCodec.ofStreamType(streamType);
        if (video != VideoCodec.NONE) {
            return video(video, videoName(streamType));
        }
        return switch (streamType) {
            case 0x03, 0x04 -> audio("mp2");
            case 0x0F -> audio("aac");
            case 0x11 -> audio("aac_latm");
            case 0x1C -> audio("aac_raw");
            case 0x81 -> audio("ac3");
            case 0x83 -> audio("truehd");
            case 0x87 -> audio("eac3");
            case 0x8A -> audio("dts");
            case 0x86 -> new StreamKind(VideoCodec.NONE, Track.Kind.DATA, "scte_35");
            case PRIVATE_DATA -> ofDescriptors(section, from, to);
            default -> DATA;
        };
    }

    private static String videoName(int streamType) {
        return switch (streamType) {
            case 0x01 -> "mpeg1video";
            case 0x02 -> "mpeg2video";
            case 0x10 -> "mpeg4";
            case 0x1B -> "h264";
            case 0x21 -> "jpeg2000";
            case 0x24 -> "hevc";
            case 0x33 -> "vvc";
            case 0x35 -> "evc";
            case 0x42 -> "cavs";
            case 0xD1 -> "dirac";
            case 0xD2 -> "avs2";
            case 0xD4 -> "avs3";
            case 0xEA -> "vc1";
            default -> UNNAMED;
        };
    }

    private static StreamKind ofDescriptors(byte[] section, int from, int to) {
        int at = from;
        while (at + 2 <= to) {
            int body = at + 2;
            int end = Math.min(body + (section[at + 1] & 0xFF), to);
            StreamKind kind = ofDescriptor(section[at] & 0xFF, section, body, end);
            if (!kind.equals(DATA)) {
                return kind;
            }
            at = end;
        }
        return DATA;
    }

    private static StreamKind ofDescriptor(int tag, byte[] section, int body, int end) {
        return switch (tag) {
            case 0x6A -> audio("ac3");
            case 0x7A -> audio("eac3");
            case 0x7B -> audio("dts");
            case 0x7C -> audio("aac");
            case 0x56 -> subtitles("dvb_teletext");
            case 0x59 -> subtitles("dvb_subtitle");
            case EXTENSION -> body < end ? ofExtension(section[body] & 0xFF) : DATA;
            case REGISTRATION ->
                end - body >= 4 ? ofRegistration(new String(section, body, 4, StandardCharsets.ISO_8859_1)) : DATA;
            default -> DATA;
        };
    }

    /** The mapping of Opus takes a user-defined tag. */
    private static StreamKind ofExtension(int tag) {
        return switch (tag) {
            case 0x0E, 0x0F, 0x21 -> audio("dts");
            case 0x15 -> audio("ac4");
            case 0x80 -> audio("opus");
            default -> DATA;
        };
    }

    private static StreamKind ofRegistration(String format) {
        return switch (format) {
            case "HEVC" -> video(VideoCodec.HEVC, "hevc");
            case "AV01" -> video(VideoCodec.OTHER, "av1");
            case "VC-1" -> video(VideoCodec.OTHER, "vc1");
            case "drac" -> video(VideoCodec.OTHER, "dirac");
            case "AC-3" -> audio("ac3");
            case "EAC3" -> audio("eac3");
            case "AC-4" -> audio("ac4");
            case "DTS1", "DTS2", "DTS3" -> audio("dts");
            case "Opus" -> audio("opus");
            case "BSSD" -> audio("s302m");
            default -> DATA;
        };
    }
}
