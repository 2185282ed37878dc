package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import io.acexy.server.fetch.UnfitException;
import io.acexy.server.m3u.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the file of channels by hand: {@code [id]} begins one, {@code key = value} says something of it, {@code #} begins a comment.
 * A mistake refuses the whole file, with its line, so that half of a file is never in force.
 */
final class HandFile {

    private static final Set<String> KEYS = Set.of("name", "number", "guide", "group", "logo", "content");
    private static final int MOST = 10_000;

    private final List<HandChannel> channels = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private Map<String, List<String>> section;
    private String id = "";

    private HandFile() {}

    /** @throws UnfitException with the line that is wrong */
    static List<HandChannel> read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        HandFile file = new HandFile();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                file.line(line.replace("\ufeff", "").strip());
            } catch (IllegalArgumentException e) {
                throw new UnfitException("line " + number + ": " + e.getMessage());
            }
        }
        try {
            file.end();
        } catch (IllegalArgumentException e) {
            throw new UnfitException(e.getMessage());
        }
        return file.channels;
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        if (line.startsWith("[") && line.endsWith("]")) {
            end();
            begin(line.substring(1, line.length() - 1).strip());
            return;
        }
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals).strip();
        if (equals < 0 || !KEYS.contains(key)) {
            throw new IllegalArgumentException("'" + key + "' is none of "
                    + String.join(", ", KEYS.stream().sorted().toList()));
        }
        if (section == null) {
            throw new IllegalArgumentException("a channel begins with its id in brackets: [la-1]");
        }
        section.computeIfAbsent(key, first -> new ArrayList<>())
                .add(line.substring(equals + 1).strip());
    }

    private void begin(String name) {
        if (!name.equals(Slug.of(name)) || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "an id is small letters, digits and dashes, such as '" + Slug.of(name) + "'");
        }
        if (!ids.add(name)) {
            throw new IllegalArgumentException("two channels are called " + name);
        }
        if (ids.size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST + " channels");
        }
        id = name;
        section = new HashMap<>();
    }

    private void end() {
        if (section == null) {
            return;
        }
        String number = first("number");
        if (!number.isEmpty() && Numbers.valid(number).isEmpty()) {
            throw new IllegalArgumentException("channel " + id + ": '" + number + "' is no number such as 7 or 7.1");
        }
        List<String> groups = all("group")
                .flatMap(text -> Stream.of(text.split(";", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        List<ContentId> contents = all("content").map(this::content).toList();
        channels.add(new HandChannel(
                id, first("name"), Numbers.valid(number), first("guide"), groups, first("logo"), contents));
        section = null;
    }

    private ContentId content(String text) {
        return Link.of(text)
                .map(Link::content)
                .orElseThrow(() -> new IllegalArgumentException("channel " + id + ": '" + text
                        + "' is no content: 40 digits, acestream:// or an engine's URL"));
    }

    private Stream<String> all(String key) {
        return section.getOrDefault(key, List.of()).stream();
    }

    private String first(String key) {
        return all(key).findFirst().orElse("");
    }
}
