package io.acexy.server.tuning;

import io.acexy.core.mpegts.PictureFormat;
import io.acexy.core.mpegts.Track;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings as a text that can be read again: a line for each channel, with its id, the time, the deaths, the reason, what was seen, and
 * the tracks. A line that is not understood is left out.
 */
final class FindingText {

    private static final int MOST = 100_000;
    private static final int MOST_TRACKS = 32;
    private static final int LONGEST = 200;

    private FindingText() {}

    static String write(Map<String, Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach((channel, finding) -> {
            List<String> parts = new ArrayList<>(List.of(
                    channel,
                    finding.at().toString(),
                    Integer.toString(finding.deaths()),
                    finding.why().orElse("")));
            finding.seen().ifPresent(seen -> {
                parts.add(Long.toString(seen.firstPictureMillis()));
                parts.add(Integer.toString(seen.peers()));
                parts.add(Long.toString(seen.bitsPerSecond()));
                seen.tracks().stream().limit(MOST_TRACKS).forEach(track -> parts.add(words(track)));
            });
            parts.forEach(part -> text.append(encoded(part)).append('\t'));
            text.setCharAt(text.length() - 1, '\n');
        });
        return text.toString();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part.substring(0, Math.min(LONGEST, part.length())), StandardCharsets.UTF_8);
    }

    private static String words(Track track) {
        PictureFormat picture = track.picture();
        String size = picture == null ? "0 0 -" : picture.width() + " " + picture.height() + " " + picture.profile();
        return track.pid() + " " + track.kind() + " " + track.streamType() + " " + track.codec() + " "
                + (track.language().isEmpty() ? "-" : track.language()) + " " + size;
    }

    static Map<String, Finding> read(String text) {
        Map<String, Finding> findings = new HashMap<>();
        text.lines().limit(MOST).forEach(line -> {
            try {
                List<String> parts = new ArrayList<>();
                for (String part : line.split("\t", MOST_TRACKS + 8)) {
                    parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
                }
                findings.put(parts.get(0), finding(parts));
            } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
                // Left out: the next check says more than it did.
            }
        });
        return findings;
    }

    private static Finding finding(List<String> parts) {
        int deaths = Integer.parseUnsignedInt(parts.get(2));
        Optional<String> why = Optional.of(parts.get(3)).filter(words -> !words.isEmpty());
        Optional<Finding.Seen> seen = Optional.empty();
        if (parts.size() > 4) {
            seen = Optional.of(new Finding.Seen(
                    Long.parseLong(parts.get(4)),
                    Integer.parseInt(parts.get(5)),
                    Long.parseLong(parts.get(6)),
                    parts.subList(7, parts.size()).stream()
                            .map(FindingText::track)
                            .toList()));
        }
        return new Finding(Instant.parse(parts.get(1)), deaths, why, seen);
    }

    private static Track track(String words) {
        String[] parts = words.split(" ", -1);
        int width = Integer.parseInt(parts[5]);
        PictureFormat picture = width == 0 ? null : new PictureFormat(width, Integer.parseInt(parts[6]), parts[7]);
        String language = parts[4].equals("-") ? "" : parts[4];
        return new Track(
                Integer.parseInt(parts[0]),
                Track.Kind.valueOf(parts[1]),
                parts[3],
                Integer.parseInt(parts[2]),
                language,
                picture);
    }
}
