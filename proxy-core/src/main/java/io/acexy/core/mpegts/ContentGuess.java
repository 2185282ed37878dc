package io.acexy.core.mpegts;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Says what the beginning of something that is no transport stream looks like, so that people see what is wrong. */
final class ContentGuess {

    private ContentGuess() {}

    /** A word or two; never bytes of the content. */
    static String of(byte[] head, int length) {
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        String binary = ofSignature(text);
        if (!binary.isEmpty()) {
            return binary;
        }
        return isText(head, length) ? ofText(text) : "binary data of an unknown kind";
    }

    private static String ofSignature(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        if (text.startsWith("ftyp", 4)
                || text.startsWith("moov", 4)
                || text.startsWith("styp", 4)
                || text.startsWith("moof", 4)) {
            return "MP4";
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return "Matroska or WebM";
        }
        if (text.startsWith("FLV\u0001")) {
            return "Flash video";
        }
        if (text.startsWith("RIFF")) {
            return "AVI or WAV";
        }
        if (text.startsWith("OggS")) {
            return "Ogg";
        }
        if (text.startsWith("\u001f\u008b")) {
            return "data compressed by gzip";
        }
        if (text.startsWith("\u0000\u0000\u0001\u00ba")) {
            return "an MPEG program stream";
        }
        if (text.startsWith("ID3") || text.startsWith("\u00ff\u00fb") || isAdts(text)) {
            return "plain audio";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive";
        }
        if (text.startsWith("d8:announce") || text.startsWith("d4:info")) {
            return "a torrent file";
        }
        return "";
    }

    private static boolean isAdts(String text) {
        return text.length() > 1 && text.charAt(0) == 0xFF && (text.charAt(1) & 0xF6) == 0xF0;
    }

    private static String ofText(String text) {
        String trimmed =
                text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3).trim() : text.trim();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.startsWith("#extm3u")) {
            return lower.contains("#ext-x-") ? "an HLS list" : "an M3U list";
        }
        if (lower.startsWith("<?xml") || lower.startsWith("<mpd")) {
            return lower.contains("<mpd") ? "a DASH manifest" : "XML";
        }
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html") || lower.startsWith("<head")) {
            return "HTML";
        }
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            return "JSON";
        }
        return "text";
    }

    private static boolean isText(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            int value = head[i] & 0xFF;
            if ((value < ' ' && value != '\t' && value != '\r' && value != '\n') || value == 0x7F) {
                return false;
            }
        }
        return true;
    }
}
