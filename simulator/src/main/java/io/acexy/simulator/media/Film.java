package io.acexy.simulator.media;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A video on demand: what one infohash leads to instead of a broadcast.
 *
 * @param files by the number that an engine lists and a client asks for; there may be gaps
 */
public record Film(SortedMap<Integer, FilmFile> files) {

    public Film {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a film has at least one file");
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Files numbered from 0. */
    public static Film of(FilmFile... files) {
        SortedMap<Integer, FilmFile> numbered = new TreeMap<>();
        for (FilmFile file : files) {
            numbered.put(numbered.size(), file);
        }
        return new Film(numbered);
    }

    /** The file that plays if none is asked for. */
    public FilmFile file() {
        return files.get(files.firstKey());
    }
}
