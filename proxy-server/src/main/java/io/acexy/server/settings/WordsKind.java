package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * A command: a program and its arguments. Words are separated by spaces; quotes, single or double, keep together what is between
 * them, and may stand anywhere in a word. Nothing else has a meaning: there is no shell, no variable and no escape, so that a
 * backslash is a backslash.
 */
public enum WordsKind implements ValueKind<List<String>> {
    INSTANCE;

    private static final int MOST = 200;
    private static final int LONGEST = 4096;

    @Override
    public List<String> parse(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true; // also of an empty word
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        check(words);
        return List.copyOf(words);
    }

    @Override
    public void check(List<String> value) {
        if (value.isEmpty() || value.get(0).isBlank()) {
            throw new IllegalArgumentException("it names no program");
        }
        if (value.size() > MOST || value.stream().mapToInt(String::length).sum() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + MOST + " words or " + LONGEST + " characters");
        }
        if (value.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("it has characters that no argument can carry");
        }
    }

    /** A word that has both quotes in it is put together from pieces. */
    @Override
    public String print(List<String> value) {
        return String.join(" ", value.stream().map(WordsKind::quoted).toList());
    }

    private static String quoted(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
        return plain ? word : '"' + word.replace("\"", "\"'\"'\"") + '"';
    }

    @Override
    public String form() {
        return "a program and its arguments, separated by spaces, in quotes where they have some";
    }
}
