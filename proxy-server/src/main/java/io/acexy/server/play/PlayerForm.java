package io.acexy.server.play;

import java.util.Locale;

/** In which form a player is given his media. */
public enum PlayerForm {
    /** MPEG-TS, as it comes. */
    TS,
    HLS,
    /** A file, to each viewer for himself. */
    FILM;

    /** For programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
