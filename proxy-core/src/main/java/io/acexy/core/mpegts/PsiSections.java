package io.acexy.core.mpegts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads PAT and PMT sections (ISO/IEC 13818-1, 2.4.4.4 and 2.4.4.9). Lengths inside are bounded by the section's own. */
final class PsiSections {

    static final int PAT_TABLE = 0x00;
    static final int PMT_TABLE = 0x02;

    private static final int CRC_SIZE = 4;
    private static final int PAT_ENTRIES = 8;
    private static final int PMT_DESCRIPTORS = 12;
    private static final int STREAM_ENTRY = 5;
    private static final int MOST_STREAMS = 32;

    /** Descriptors that begin with an ISO 639 code: ISO_639_language, and DVB's of teletext and of subtitles. */
    private static final int LANGUAGE = 0x0A;

    private static final int TELETEXT = 0x56;
    private static final int SUBTITLING = 0x59;

    private PsiSections() {}

    /** Whether this is the first, or only, section of the table in force now. */
    static boolean isCurrent(byte[] section, int tableId) {
        return section[0] == tableId && (section[5] & 0x01) != 0 && section[6] == 0;
    }

    /** The identifier in the header: of the transport stream in a PAT, of the programme in a PMT. */
    static int identifier(byte[] section) {
        return uint16(section, 3);
    }

    static int crc(byte[] section, int length) {
        return uint16(section, length - CRC_SIZE) << 16 | uint16(section, length - CRC_SIZE + 2);
    }

    /** The programmes of a PAT, each {@code number << 16 | PMT PID}; those with a reserved PID are left out. */
    static int[] programs(byte[] section, int length) {
        int[] found = new int[(length - PAT_ENTRIES - CRC_SIZE) / 4];
        int count = 0;
        for (int at = PAT_ENTRIES; at + 4 <= length - CRC_SIZE; at += 4) {
            int number = uint16(section, at);
            int pid = pid(section, at + 2);
            if (number != 0 && isOrdinary(pid)) {
                found[count++] = number << 16 | pid;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** What a PMT found on {@code pmtPid} says. */
    static TsProgram program(byte[] section, int length, int pmtPid) {
        int pcrPid = pid(section, 8);
        int end = length - CRC_SIZE;
        TsProgram.Video video = TsProgram.Video.NONE;
        List<Integer> audio = new ArrayList<>();
        List<Track> all = new ArrayList<>();
        int at = PMT_DESCRIPTORS + length12(section, 10);
        while (at + STREAM_ENTRY <= end && all.size() < MOST_STREAMS) {
            int next = Math.min(at + STREAM_ENTRY + length12(section, at + 3), end);
            int pid = pid(section, at + 1);
            if (isOrdinary(pid)) {
                StreamKind kind = StreamKind.of(section[at] & 0xFF, section, at + STREAM_ENTRY, next);
                if (kind.isVideo() && video.equals(TsProgram.Video.NONE)) {
                    video = new TsProgram.Video(pid, section[at] & 0xFF, kind.video());
                } else if (kind.isAudio()) {
                    audio.add(pid);
                }
                String language = language(section, at + STREAM_ENTRY, next);
                all.add(new Track(pid, kind.kind(), kind.codec(), section[at] & 0xFF, language));
            }
            at = next;
        }
        int clockPid = isOrdinary(pcrPid) ? pcrPid : -1;
        return new TsProgram(identifier(section), pmtPid, clockPid, video, audio, all);
    }

    /** Of the first descriptor that has one: those for sound, subtitles and teletext begin with it. */
    private static String language(byte[] section, int from, int to) {
        for (int at = from; at + 2 <= to; at += 2 + (section[at + 1] & 0xFF)) {
            int tag = section[at] & 0xFF;
            boolean has = tag == LANGUAGE || tag == TELETEXT || tag == SUBTITLING;
            if (has && (section[at + 1] & 0xFF) >= 3 && at + 5 <= to) {
                String code = new String(section, at + 2, 3, StandardCharsets.ISO_8859_1);
                return code.chars().allMatch(Character::isLetter) ? code.toLowerCase(Locale.ROOT) : "";
            }
        }
        return "";
    }

    /** PIDs below 0x10 and the null PID are reserved. */
    private static boolean isOrdinary(int pid) {
        return pid >= 0x10 && pid != TsPacket.NULL_PID;
    }

    private static int pid(byte[] section, int at) {
        return uint16(section, at) & 0x1FFF;
    }

    private static int length12(byte[] section, int at) {
        return uint16(section, at) & 0x0FFF;
    }

    private static int uint16(byte[] section, int at) {
        return (section[at] & 0xFF) << 8 | (section[at + 1] & 0xFF);
    }
}
