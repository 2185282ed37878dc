package io.acexy.core.mpegts;

import java.nio.charset.StandardCharsets;

/**
 * What an entry of the PMT carries, by its stream_type or, for private data, by its descriptors (ISO/IEC 13818-1 table 2-34,
 * ATSC A/53 part 3 for 0x81 and 0x87, ETSI EN 300 468 for the descriptors of DVB).
 */
record StreamKind(VideoCodec video, boolean audio) {

    private static final StreamKind AUDIO = new StreamKind(VideoCodec.NONE, true);
    private static final StreamKind DATA = new StreamKind(VideoCodec.NONE, false);

    private static final int PRIVATE_DATA = 0x06;
    private static final int REGISTRATION = 0x05;
    private static final int EXTENSION = 0x7F;

    boolean isVideo() {
        return video != VideoCodec.NONE;
    }

    /** Descriptors lie in {@code section} from {@code from} to {@code to}. */
    static StreamKind of(int streamType, byte[] section, int from, int to) {
        VideoCodec video = VideoCodec.ofStreamType(streamType);
        if (video != VideoCodec.NONE) {
            return new StreamKind(video, false);
        }
        return switch (streamType) {
            // MPEG-1 and MPEG-2 audio, AAC as ADTS, LATM and raw, AC-3, TrueHD, E-AC-3, DTS
            case 0x03, 0x04, 0x0F, 0x11, 0x1C, 0x81, 0x83, 0x87, 0x8A -> AUDIO;
            case PRIVATE_DATA -> ofDescriptors(section, from, to);
            default -> DATA;
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
            // AC-3, E-AC-3, DTS, AAC
            case 0x6A, 0x7A, 0x7B, 0x7C -> AUDIO;
            case EXTENSION -> body < end && isAudioExtension(section[body] & 0xFF) ? AUDIO : DATA;
            case REGISTRATION ->
                end - body >= 4 ? ofRegistration(new String(section, body, 4, StandardCharsets.ISO_8859_1)) : DATA;
            default -> DATA;
        };
    }

    /** DTS-HD, DTS neural, AC-4, DTS-UHD, and Opus, whose mapping takes a user-defined tag. */
    private static boolean isAudioExtension(int tag) {
        return tag == 0x0E || tag == 0x0F || tag == 0x15 || tag == 0x21 || tag == 0x80;
    }

    private static StreamKind ofRegistration(String format) {
        return switch (format) {
            case "HEVC" -> new StreamKind(VideoCodec.HEVC, false);
            case "AV01", "VC-1", "drac" -> new StreamKind(VideoCodec.OTHER, false);
            case "AC-3", "EAC3", "AC-4", "DTS1", "DTS2", "DTS3", "Opus", "BSSD" -> AUDIO;
            default -> DATA;
        };
    }
}
