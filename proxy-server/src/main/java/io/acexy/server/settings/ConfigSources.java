package io.acexy.server.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where settings come from, except the file, whose path is a setting itself.
 *
 * @param commandLine values by the setting's name, such as {@code listen.addr}
 * @param commandLineProblems what is wrong with the command line beside the values, ready to be shown
 * @param systemProperties all of them; those that begin with the program's name are ours
 * @param environment all of it; those that begin with the program's name may be ours
 */
public record ConfigSources(
        Map<String, String> commandLine,
        List<String> commandLineProblems,
        Map<String, String> systemProperties,
        Map<String, String> environment) {

    public ConfigSources {
        commandLine = Map.copyOf(commandLine);
        commandLineProblems = List.copyOf(commandLineProblems);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
    }

    /** The system properties and the environment of this process, under a command line. */
    public static ConfigSources ofProcess(Map<String, String> commandLine, List<String> commandLineProblems) {
        Properties properties = System.getProperties();
        Map<String, String> copy = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            copy.put(name, properties.getProperty(name));
        }
        return new ConfigSources(commandLine, commandLineProblems, copy, System.getenv());
    }
}
