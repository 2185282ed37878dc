package io.acexy.server.doctor;

import java.util.Locale;

/**
 * What one look has found.
 *
 * @param what was looked at, such as {@code engine 10.0.0.5:6878}
 * @param found in words
 * @param advice what to do about it; empty where nothing has to be done
 */
public record Finding(Level level, String what, String found, String advice) {

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works, but not as well, or not for everything. */
        WARNING,
        /** It does not work. */
        WRONG;

        /** For people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String what, String found) {
        return new Finding(Level.OK, what, found, "");
    }

    static Finding warning(String what, String found, String advice) {
        return new Finding(Level.WARNING, what, found, advice);
    }

    static Finding wrong(String what, String found, String advice) {
        return new Finding(Level.WRONG, what, found, advice);
    }

    /** The same, for what can be done without. */
    Finding notNeeded() {
        return level == Level.WRONG ? warning(what, found, advice) : this;
    }

    /** One line. What others have said cannot make it two. */
    String line() {
        String text = String.format("%-8s %s: %s", level.word(), what, found) + (advice.isEmpty() ? "" : "; " + advice);
        return text.replaceAll("\\p{Cc}", "?");
    }
}
