package io.acexy.server.m3u;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a playlist entry by entry, and forgives what players forgive: no header, no description, any ends of lines and codings, comments
 * in between. Holds one entry. One thread.
 */
public final class Playlist {

    private static final String DESCRIBES = "#EXTINF";
    private static final String GROUP = "#EXTGRP:";
    private static final String HEADER = "#EXTM3U";

    /** Nobody describes an entry with more; what is above is left out. */
    private static final int MOST_LINES = 100;

    private final Consumer<Entry> entries;
    private final List<String> before = new ArrayList<>();
    private int described = -1;
    private Map<String, String> header = Map.of();

    private Playlist(Consumer<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads to the end.
     *
     * @param entries hears of each, in order
     * @return the attributes of the list itself, such as {@code x-tvg-url}, by lower-case name
     * @throws IOException what the stream throws, and where a line is longer than any of a playlist
     */
    public static Map<String, String> read(InputStream from, Consumer<Entry> entries) throws IOException {
        Lines lines = new Lines(from);
        Playlist playlist = new Playlist(entries);
        while (lines.next()) {
            playlist.line(lines.coding().meaning(lines.raw()));
        }
        return playlist.header;
    }

    private void line(String line) {
        String text = Place.without(line);
        if (text.regionMatches(true, 0, HEADER, 0, HEADER.length())) {
            header = header.isEmpty()
                    ? Description.of(text.substring(HEADER.length())).attributes()
                    : header;
        } else if (text.startsWith("#")) {
            comment(text);
        } else if (!text.isBlank()) {
            entries.accept(entry(Place.in(line), line));
            before.clear();
            described = -1;
        }
    }

    private void comment(String text) {
        if (before.size() < MOST_LINES) {
            if (text.regionMatches(true, 0, DESCRIBES, 0, DESCRIBES.length())) {
                described = before.size();
            }
            before.add(text.stripTrailing());
        }
    }

    private Entry entry(Place place, String line) {
        Description description = described < 0
                ? Description.NONE
                : Description.of(before.get(described).substring(DESCRIBES.length()));
        Map<String, String> attributes = description.attributes();
        return new Entry(
                List.copyOf(before),
                described,
                name(description, place.address()),
                Map.copyOf(attributes),
                groups(attributes),
                new Entry.Target(place.address(), line.substring(place.end()).strip(), Link.of(place.address())));
    }

    private static String name(Description description, String address) {
        for (String name : List.of(
                description.name(),
                description.attributes().getOrDefault("tvg-name", ""),
                description.attributes().getOrDefault("tvg-id", ""))) {
            String clean = Description.clean(name);
            if (!clean.isEmpty()) {
                return clean;
            }
        }
        String path = address.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
        String last = Description.clean(path.substring(path.lastIndexOf('/') + 1));
        return last.isEmpty() ? "?" : last;
    }

    /** {@code group-title}, or else the lines that name groups. */
    private List<String> groups(Map<String, String> attributes) {
        Set<String> groups = new LinkedHashSet<>();
        split(attributes.getOrDefault("group-title", ""), groups);
        if (groups.isEmpty()) {
            before.stream()
                    .filter(line -> line.regionMatches(true, 0, GROUP, 0, GROUP.length()))
                    .forEach(line -> split(line.substring(GROUP.length()), groups));
        }
        return List.copyOf(groups);
    }

    private static void split(String text, Set<String> groups) {
        if (text.isEmpty()) {
            return;
        }
        for (String group : text.split(";", 32)) {
            String name = Description.clean(group);
            if (!name.isEmpty()) {
                groups.add(name);
            }
        }
    }
}
