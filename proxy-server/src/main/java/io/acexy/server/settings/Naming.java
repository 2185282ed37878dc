package io.acexy.server.settings;

/**
 * The rule that ties the spellings of a setting's name together. Of a program {@code tool}, the setting {@code listen.addr}
 * is the system property {@code tool.listen.addr}, the environment variable {@code TOOL_LISTEN_ADDR} and the option
 * {@code --listen-addr}.
 *
 * @param program lower case, what its properties and variables begin with
 */
public record Naming(String program) {

    /**
     * Declares a setting of the program.
     *
     * @param name lower case words between dots, without the name of the program
     * @param description one line: what the value does and what follows from it
     */
    public <T> Setting<T> setting(String name, ValueKind<T> kind, String defaultText, String description) {
        return new Setting<>(this, name, kind, defaultText, description);
    }

    /**
     * Declares a family of settings of the program.
     *
     * @param name lower case words between dots, without the name of the program, to which each adds its own
     */
    public <T> SettingFamily<T> family(String name, ValueKind<T> kind, String description) {
        return new SettingFamily<>(this, name, kind, description);
    }

    /** What a name is as a system property, and as a key in the file. */
    public String property(String name) {
        return propertyPrefix() + name;
    }

    String environment(String name) {
        return environmentPrefix() + Ascii.upperCase(name).replace('.', '_');
    }

    static String option(String name) {
        return "--" + name.replace('.', '-');
    }

    String propertyPrefix() {
        return program + '.';
    }

    String environmentPrefix() {
        return Ascii.upperCase(program) + '_';
    }
}
