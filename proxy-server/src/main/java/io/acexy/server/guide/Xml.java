package io.acexy.server.guide;

/** XML as it is written here: one element a line, and everything that could be markup escaped. */
final class Xml {

    private Xml() {}

    /** For text and for attributes in double quotes. Ends of lines become spaces. */
    static void escape(CharSequence text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '&' -> to.append("&amp;");
                case '"' -> to.append("&quot;");
                default -> to.append(c < ' ' || c == 0xfffe || c == 0xffff ? ' ' : c);
            }
        }
    }

    static String escaped(CharSequence text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        escape(text, safe);
        return safe.toString();
    }

    /** The way back. */
    static String plain(String escaped) {
        return escaped.indexOf('&') < 0
                ? escaped
                : escaped.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&");
    }

    /** An attribute of an element that was written here; empty where it has none. */
    static String attribute(String line, String name) {
        int end = line.indexOf('>');
        int at = line.indexOf(' ' + name + "=\"");
        if (at < 0 || at > end) {
            return "";
        }
        int from = at + name.length() + 3;
        return plain(line.substring(from, line.indexOf('"', from)));
    }

    /** The text of the first element of that name within one that was written here; empty where it has none. */
    static String text(String line, String name) {
        int open = line.indexOf("<" + name);
        int from = open < 0 ? -1 : line.indexOf('>', open) + 1;
        int to = from <= 0 ? -1 : line.indexOf("</" + name + ">", from);
        return to < 0 ? "" : plain(line.substring(from, to)).strip();
    }
}
