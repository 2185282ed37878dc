package io.acexy.simulator.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first programme of a transport stream whose picture comes, or else the first of all: its tables and its elementary streams (ISO/IEC 13818-1, 2.4.4).
 *
 * @param pmtPid where its map table is
 * @param pcrPid which packets carry its clock
 * @param streamTypes elementary PID to stream type, in the order of the table
 */
record Program(int pmtPid, int pcrPid, Map<Integer, Integer> streamTypes) {

    private static final int PAT_TABLE = 0;
    private static final int PMT_TABLE = 2;
    private static final int CRC = 4;

    Program {
        streamTypes = Map.copyOf(streamTypes);
    }

    /** PID of the picture, or -1 for sound alone. */
    int videoPid() {
        return streamTypes.entrySet().stream()
                .filter(e -> isVideo(e.getValue()))
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElse(-1);
    }

    boolean carriesMedia(int pid) {
        Integer type = streamTypes.get(pid);
        return type != null && (isVideo(type) || isAudio(type));
    }

    static boolean isVideo(int streamType) {
        return switch (streamType) {
            case 0x01, 0x02, 0x10, 0x1B, 0x24 -> true;
            default -> false;
        };
    }

    private static boolean isAudio(int streamType) {
        return switch (streamType) {
            case 0x03, 0x04, 0x0F, 0x11, 0x81, 0x87 -> true;
            default -> false;
        };
    }

    static Program find(byte[] clip) {
        byte[] pat = section(clip, TsFields.PAT_PID, PAT_TABLE);
        if (pat == null) {
            throw new MediaFormatException("no PAT in the clip");
        }
        Program first = null;
        for (int i = 8; i + 4 <= pat.length - CRC; i += 4) {
            int number = (pat[i] & 0xFF) << 8 | (pat[i + 1] & 0xFF);
            Program program = number == 0 ? null : read(clip, (pat[i + 2] & 0x1F) << 8 | (pat[i + 3] & 0xFF));
            if (program != null && program.hasPictureIn(clip)) {
                return program;
            }
            first = first == null ? program : first;
        }
        if (first == null) {
            throw new MediaFormatException("no PMT in the clip");
        }
        return first;
    }

    private static Program read(byte[] clip, int pmtPid) {
        byte[] pmt = section(clip, pmtPid, PMT_TABLE);
        return pmt == null || pmt.length < 12 + CRC
                ? null
                : new Program(pmtPid, (pmt[8] & 0x1F) << 8 | (pmt[9] & 0xFF), streamTypes(pmt));
    }

    private boolean hasPictureIn(byte[] clip) {
        int video = videoPid();
        for (int at = 0; at < clip.length && video >= 0; at += TsFields.PACKET) {
            if (TsFields.pid(clip, at) == video) {
                return true;
            }
        }
        return false;
    }

    private static Map<Integer, Integer> streamTypes(byte[] pmt) {
        Map<Integer, Integer> types = new LinkedHashMap<>();
        int i = 12 + ((pmt[10] & 0x0F) << 8 | (pmt[11] & 0xFF));
        while (i + 5 <= pmt.length - CRC) {
            types.put((pmt[i + 1] & 0x1F) << 8 | (pmt[i + 2] & 0xFF), pmt[i] & 0xFF);
            i += 5 + ((pmt[i + 3] & 0x0F) << 8 | (pmt[i + 4] & 0xFF));
        }
        return types;
    }

    /** The first whole section of a table, put together from as many packets as it takes, or null. */
    private static byte[] section(byte[] clip, int pid, int tableId) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (int at = 0; at < clip.length; at += TsFields.PACKET) {
            int payload = TsFields.payloadOffset(clip, at);
            if (TsFields.pid(clip, at) != pid || payload >= TsFields.PACKET) {
                continue;
            }
            if (TsFields.startsUnit(clip, at)) {
                part.reset();
                payload = Math.min(TsFields.PACKET, payload + 1 + (clip[at + payload] & 0xFF));
            } else if (part.size() == 0) {
                continue;
            }
            part.write(clip, at + payload, TsFields.PACKET - payload);
            byte[] bytes = part.toByteArray();
            int length = bytes.length < 3 ? Integer.MAX_VALUE : 3 + ((bytes[1] & 0x0F) << 8 | (bytes[2] & 0xFF));
            if (bytes.length >= length && (bytes[0] & 0xFF) == tableId && length >= 8 + CRC) {
                return Arrays.copyOf(bytes, length);
            }
        }
        return null;
    }
}
