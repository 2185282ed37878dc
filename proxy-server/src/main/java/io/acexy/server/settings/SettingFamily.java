package io.acexy.server.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings that whoever runs the program names himself: any number of {@code tool.family.NAME}, each of one kind. What is
 * declared as a {@link Setting} is none of them, whatever its name begins with. Immutable; compared by identity.
 *
 * @param <T> the type of the values in the configuration records
 */
public final class SettingFamily<T> {

    private static final Pattern MEMBER = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Naming naming;
    private final String name;
    private final ValueKind<T> kind;
    private final String description;

    SettingFamily(Naming naming, String name, ValueKind<T> kind, String description) {
        this.naming = naming;
        this.name = name;
        this.kind = kind;
        this.description = description;
    }

    /** What the names of its members begin with. */
    public String prefix() {
        return name + '.';
    }

    /** Its members' property, for documentation. */
    public String property() {
        return naming.property(prefix() + "NAME");
    }

    /** Its members' option, for documentation. */
    public String option() {
        return Naming.option(prefix() + "NAME");
    }

    /** What is allowed, in words. */
    public String form() {
        return kind.form();
    }

    /** One line: what a value does and what follows from it. */
    public String description() {
        return description;
    }

    /**
     * The name of the member whose option this is, without any prefix; nothing where it is none.
     *
     * @param option as on the command line, without a value
     */
    public Optional<String> memberOf(String option) {
        String start = Naming.option(prefix());
        return option.startsWith(start) ? Optional.of(prefix() + option.substring(start.length())) : Optional.empty();
    }

    /**
     * A member's own name: in variables of the environment it is in upper case, and its dashes are underscores.
     *
     * @throws IllegalArgumentException when it cannot be one
     */
    static String member(String spelled) {
        String member = Ascii.lowerCase(spelled).replace('_', '-');
        if (!MEMBER.matcher(member).matches()) {
            throw new IllegalArgumentException(
                    "a name is up to 32 letters, digits and dashes, and begins with a letter");
        }
        return member;
    }

    String property(String member) {
        return naming.property(prefix() + member);
    }

    /**
     * Reads and checks a value.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    T parse(String text) {
        return kind.parse(text);
    }

    @Override
    public String toString() {
        return property();
    }
}
