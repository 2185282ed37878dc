package io.acexy.server.guide;

import io.acexy.server.channels.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Makes of what was kept of each guide the one that is served: the lineup's channels under the ids by which players look for them, the
 * programmes of a few days, each channel's from the first guide that has some, and where none has, one that says so, for Plex is not set
 * up without. Line by line, so that nothing is held but the schedule. Blocks.
 */
final class GuideComposer {

    private static final Duration SCHEDULE = Duration.ofDays(2);
    private static final Duration PLACEHOLDER = Duration.ofHours(6);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss '+0000'").withZone(ZoneOffset.UTC);

    private final Wanted wanted;
    private final Instant now;
    private final Instant from;
    private final Instant to;
    private final Set<String> covered = new HashSet<>();
    private final Schedule.Maker schedule = new Schedule.Maker();

    /**
     * @param past days that are over
     * @param days days to come
     */
    GuideComposer(Wanted wanted, Instant now, int past, int days) {
        this.wanted = wanted;
        this.now = now;
        this.from = now.minus(Duration.ofDays(past));
        this.to = now.plus(Duration.ofDays(days));
    }

    /** Writes the guide to a file, packed, and says what is on. */
    Schedule compose(List<Path> parts, Path file) throws IOException {
        try (GuideWriter out = new GuideWriter(file)) {
            out.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
            out.line("<tv generator-info-name=\"acexy\">");
            Map<String, String> icons = icons(parts);
            for (Map.Entry<String, List<Channel>> target : wanted.targets().entrySet()) {
                out.line(channel(target.getKey(), target.getValue(), icons));
            }
            for (Path part : parts) {
                programmes(part, out);
            }
            placeholders(out);
            out.line("</tv>");
        }
        return schedule.make();
    }

    private Map<String, String> icons(List<Path> parts) throws IOException {
        Map<String, String> icons = new HashMap<>();
        for (Path part : parts) {
            read(part, line -> {
                if (line.startsWith("<channel ")) {
                    icons.putIfAbsent(
                            Xml.attribute(line, "id"),
                            line.substring(line.indexOf("<icon"), line.indexOf("</channel")));
                }
            });
        }
        return icons;
    }

    /** With its number too, because players look for that. */
    private static String channel(String id, List<Channel> channels, Map<String, String> icons) {
        Set<String> names = new LinkedHashSet<>();
        for (Channel channel : channels) {
            names.add(channel.name());
            names.add(channel.number());
            names.add(channel.number() + ' ' + channel.name());
        }
        StringBuilder line =
                new StringBuilder("<channel id=\"").append(Xml.escaped(id)).append("\">");
        for (String name : names) {
            line.append("<display-name>").append(Xml.escaped(name)).append("</display-name>");
        }
        String logo = channels.get(0).logo();
        line.append(logo.isEmpty() ? icons.getOrDefault(id, "") : "<icon src=\"" + Xml.escaped(logo) + "\"/>");
        return line.append("</channel>").toString();
    }

    private void programmes(Path part, GuideWriter out) throws IOException {
        Set<String> mine = new HashSet<>();
        read(part, line -> {
            if (!line.startsWith("<programme ")) {
                return;
            }
            String id = Xml.attribute(line, "channel");
            OptionalLong start = XmltvTime.parse(Xml.attribute(line, "start"));
            OptionalLong stop = XmltvTime.parse(Xml.attribute(line, "stop"));
            if (start.isEmpty() || covered.contains(id) || !wanted.targets().containsKey(id)) {
                return;
            }
            Instant begins = Instant.ofEpochSecond(start.getAsLong());
            Instant ends = stop.isPresent() ? Instant.ofEpochSecond(stop.getAsLong()) : null;
            if ((ends == null ? begins : ends).isBefore(from) || !begins.isBefore(to)) {
                return;
            }
            mine.add(id);
            out.line(line);
            if ((ends == null || ends.isAfter(now)) && begins.isBefore(now.plus(SCHEDULE))) {
                schedule.add(id, Xml.text(line, "title"), begins, ends);
            }
        });
        covered.addAll(mine);
    }

    private void placeholders(GuideWriter out) throws IOException {
        for (Map.Entry<String, List<Channel>> target : wanted.targets().entrySet()) {
            if (!covered.contains(target.getKey())) {
                String title = Xml.escaped(target.getValue().get(0).name());
                for (Instant start = from.truncatedTo(ChronoUnit.DAYS);
                        start.isBefore(to);
                        start = start.plus(PLACEHOLDER)) {
                    out.line("<programme channel=\"" + Xml.escaped(target.getKey()) + "\" start=\"" + TIME.format(start)
                            + "\" stop=\"" + TIME.format(start.plus(PLACEHOLDER)) + "\"><title>" + title
                            + "</title></programme>");
                }
            }
        }
    }

    /** Takes a line. */
    private interface Lines {
        void take(String line) throws IOException;
    }

    private static void read(Path part, Lines lines) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(part), 16 * 1024), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.take(line);
            }
        }
    }
}
