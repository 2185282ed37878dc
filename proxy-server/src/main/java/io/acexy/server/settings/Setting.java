package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The one declaration of a setting. Its three spellings come from one rule, which {@link Naming} holds. Immutable; compared
 * by identity.
 *
 * @param <T> the type of the value in the configuration records
 */
public final class Setting<T> {

    /** When a changed value takes effect, and what that costs. */
    public enum Effect {
        /** When the settings are read again, and who plays plays on. */
        AT_ONCE("at once"),
        /** The process has to be started again, which ends the running streams. */
        AT_START("at the next start");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    private static final String MASK = "***";
    private static final int LONGEST_QUOTE = 200;

    private final Naming naming;
    private final String name;
    private final ValueKind<T> kind;
    private final String defaultText;
    private final String description;
    private final boolean secret;
    private final Effect effect;
    private final List<String> aliases;

    private Setting(Setting<T> from, boolean secret, Effect effect, List<String> aliases) {
        this.naming = from.naming;
        this.name = from.name;
        this.kind = from.kind;
        this.defaultText = from.defaultText;
        this.description = from.description;
        this.effect = effect;
        this.secret = secret;
        this.aliases = aliases;
    }

    Setting(Naming naming, String name, ValueKind<T> kind, String defaultText, String description) {
        this.naming = naming;
        this.name = name;
        this.kind = kind;
        this.defaultText = defaultText;
        this.description = description;
        this.effect = Effect.AT_START;
        this.secret = false;
        this.aliases = List.of();
    }

    /** The same setting, whose value is never shown. */
    public Setting<T> keptSecret() {
        return new Setting<>(this, true, effect, aliases);
    }

    /** The same setting, known by other names too. */
    public Setting<T> alsoNamed(String... otherNames) {
        return new Setting<>(this, secret, effect, List.of(otherNames));
    }

    /** The same setting, whose value is taken over when the settings are read again. */
    public Setting<T> atOnce() {
        return new Setting<>(this, secret, Effect.AT_ONCE, aliases);
    }

    /** The name without any prefix, such as {@code listen.addr}. */
    public String name() {
        return name;
    }

    /** The system property, and the key in the file. */
    public String property() {
        return naming.property(name);
    }

    /** The environment variable. */
    public String environment() {
        return naming.environment(name);
    }

    /** Every spelling of the option, the proper one first. */
    public List<String> options() {
        return names().stream().map(Naming::option).toList();
    }

    /** What is allowed, in words. */
    public String form() {
        return kind.form();
    }

    /** The value that holds when nothing is set, as it would be written. */
    public String defaultText() {
        return defaultText;
    }

    /** One line: what the value does and what follows from it. */
    public String description() {
        return description;
    }

    /** Whether the option may stand alone, meaning true. */
    public boolean isSwitch() {
        return kind == BooleanKind.INSTANCE;
    }

    Naming naming() {
        return naming;
    }

    boolean isSecret() {
        return secret;
    }

    /** When a changed value takes effect. */
    public Effect effect() {
        return effect;
    }

    List<String> aliases() {
        return aliases;
    }

    /** The proper name, then the aliases. */
    public List<String> names() {
        List<String> names = new ArrayList<>(aliases.size() + 1);
        names.add(name);
        names.addAll(aliases);
        return names;
    }

    /**
     * Reads and checks a value.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    T parse(String text) {
        return kind.parse(text);
    }

    /** The default, read as any other value. */
    public T defaultValue() {
        return kind.parse(defaultText);
    }

    /**
     * Checks a value that did not come through {@link #parse}: for the compact constructors of the records.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    public void check(T value) {
        try {
            kind.check(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(kind.print(value), e.getMessage()), e);
        }
    }

    /** What to tell somebody whose value is not allowed. */
    String refusal(String text, String reason) {
        String because = reason == null || reason.isEmpty() ? "" : ": " + safe(reason);
        return property() + ": \"" + shown(text) + "\" is refused" + because + "; allowed: " + form();
    }

    /** A value as it may be shown: secrets are masked, and one line stays one line. */
    public String shown(String text) {
        if (secret) {
            return text.isEmpty() ? "" : MASK;
        }
        return line(text);
    }

    /** What somebody has written, as one line that is not too long, and does nothing to a terminal. */
    static String line(String text) {
        return safe(text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text);
    }

    /** Words, which may repeat what somebody has written, without what does something to a terminal. */
    static String safe(String words) {
        StringBuilder safe = new StringBuilder(words.length());
        words.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '?' : (char) c));
        return safe.toString();
    }

    @Override
    public String toString() {
        return property();
    }
}
