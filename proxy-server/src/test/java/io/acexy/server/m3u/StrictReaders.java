package io.acexy.server.m3u;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How two programs read a playlist that many households have, by the rules that their sources show: what they make of a list must not
 * change with its addresses.
 */
final class StrictReaders {

    private static final Pattern QUOTED = Pattern.compile("([a-z0-9\\-_]+)=\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d*\\.?\\d+");

    private StrictReaders() {}

    /** What is shown of an entry; a reader says what it has not found with an empty text. */
    record Seen(String name, String id, String group, String number, String logo) {}

    /** Jellyfin: only {@code key="value"}, the name behind the last comma, and addresses of five schemes. */
    static List<Seen> jellyfin(String text, boolean anyAddress) {
        List<Seen> seen = new ArrayList<>();
        String described = "";
        for (String raw : text.split("\r\n|\r|\n", -1)) {
            String line = raw.strip();
            if (line.isEmpty() || line.toUpperCase(Locale.ROOT).startsWith("#EXTM3U")) {
                continue;
            }
            if (line.toUpperCase(Locale.ROOT).startsWith("#EXTINF:")) {
                described = line.substring(8).strip();
            } else if (!described.isEmpty() && !line.startsWith("#")) {
                if (anyAddress || line.matches("(?i)(https?|rtsp|rtp|udp)://.+")) {
                    seen.add(attributed(described));
                }
                described = "";
            }
        }
        return seen;
    }

    private static Seen attributed(String described) {
        Map<String, String> attributes = new HashMap<>();
        String rest = described;
        for (Matcher found = QUOTED.matcher(described); found.find(); ) {
            attributes.put(found.group(1).toLowerCase(Locale.ROOT), found.group(2));
            rest = rest.replace(found.group(), "");
        }
        String[] parts = rest.split(",", -1);
        String name = parts.length > 1 ? parts[parts.length - 1].strip() : "";
        String number = attributes.getOrDefault("tvg-chno", "");
        if (!NUMBER.matcher(number).matches()) {
            number = attributes.getOrDefault("tvg-id", "");
        }
        String shown =
                !name.isEmpty() ? name : attributes.getOrDefault("tvg-name", attributes.getOrDefault("tvg-id", ""));
        return new Seen(
                shown,
                attributes.getOrDefault("tvg-id", ""),
                attributes.getOrDefault("group-title", ""),
                NUMBER.matcher(number).matches() ? number : "",
                attributes.getOrDefault("tvg-logo", ""));
    }

    /** Kodi's pvr.iptvsimple: the name behind the comma that follows the last quote, and lines that name groups. */
    static List<Seen> iptvsimple(String text) {
        List<Seen> seen = new ArrayList<>();
        Seen next = new Seen("", "", "", "", "");
        for (String raw : text.replace("\ufeff", "").split("\n", -1)) {
            String line = raw.strip();
            if (line.startsWith("#EXTINF")) {
                next = described(line);
            } else if (line.startsWith("#EXTGRP:")) {
                next = new Seen(next.name, next.id, next.group + ";" + line.substring(8), next.number, next.logo);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                seen.add(next);
                next = new Seen("", "", "", "", "");
            }
        }
        return seen;
    }

    private static Seen described(String line) {
        int colon = line.indexOf(':');
        int comma = line.lastIndexOf(',');
        int quote = line.lastIndexOf('"');
        if (quote >= 0 && line.substring(quote + 1).strip().startsWith(",")) {
            comma = line.indexOf(',', quote);
        }
        if (colon < 0 || comma <= colon) {
            return new Seen("", "", "", "", "");
        }
        String info = line.substring(colon + 1, comma);
        return new Seen(
                line.substring(comma + 1).strip(),
                marked(info, "tvg-id="),
                marked(info, "group-title="),
                marked(info, "tvg-chno="),
                marked(info, "tvg-logo="));
    }

    private static String marked(String info, String marker) {
        int at = info.indexOf(marker);
        if (at < 0) {
            return "";
        }
        int start = at + marker.length();
        char end = start < info.length() && info.charAt(start) == '"' ? '"' : ' ';
        start += end == '"' ? 1 : 0;
        int stop = info.indexOf(end, start);
        return info.substring(start, stop < 0 ? info.length() : stop);
    }
}
