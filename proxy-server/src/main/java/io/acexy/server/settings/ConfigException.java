package io.acexy.server.settings;

import java.util.List;

/** The settings are refused. Carries everything that is wrong with them, so that it can be mended in one go. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem, each naming the setting and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
