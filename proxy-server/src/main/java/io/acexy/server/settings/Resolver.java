package io.acexy.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Lays the sources over each other and reads every setting from the topmost that has it. For one use. */
public final class Resolver {

    private final Catalogue catalogue;
    private final Naming naming;
    private final ConfigSources sources;
    private final List<Layer> layers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public Resolver(Catalogue catalogue, ConfigSources sources) {
        this.catalogue = catalogue;
        this.naming = catalogue.file().naming();
        this.sources = sources;
    }

    /**
     * Reads every setting.
     *
     * @throws ConfigException with all problems, when there are any
     */
    public Resolution resolve() {
        problems.addAll(sources.commandLineProblems());
        layers.add(new Layer("command line ", Naming::option, byOption(sources.commandLine())));
        layers.add(new Layer("system property ", naming::property, sources.systemProperties()));
        layers.add(new Layer("environment variable ", naming::environment, withoutEmpty(sources.environment())));
        refuseUnknown("system property ", naming.propertyPrefix(), sources.systemProperties());
        warnOfUnknownVariables();
        readFile();
        Resolution resolution = new Resolution();
        catalogue.settings().forEach(setting -> read(setting, resolution));
        catalogue.families().forEach(family -> read(family, resolution));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return resolution;
    }

    /** Strange things that do not stop the start. Complete once {@link #resolve} is done. */
    public List<String> warnings() {
        return warnings;
    }

    private <T> void read(Setting<T> setting, Resolution resolution) {
        Given given = find(setting);
        if (given == null) {
            resolution.put(setting, setting.defaultValue(), setting.defaultText(), "default");
            return;
        }
        try {
            resolution.put(setting, setting.parse(given.text()), given.text(), given.origin());
        } catch (IllegalArgumentException e) {
            problems.add(setting.refusal(given.text(), e.getMessage()) + " (" + given.origin() + ")");
        }
    }

    private <T> void read(SettingFamily<T> family, Resolution resolution) {
        Set<String> read = new HashSet<>();
        for (Layer layer : layers) {
            layer.findAll(family.prefix(), spelled(layer.spelling())).forEach((spelled, given) -> {
                try {
                    String member = SettingFamily.member(spelled);
                    if (read.add(member)) {
                        resolution.put(family, member, family.parse(given.text()), given);
                    }
                } catch (IllegalArgumentException e) {
                    problems.add(Setting.line(given.origin()) + " is refused: "
                            + Setting.safe(String.valueOf(e.getMessage())) + "; allowed: " + family.form());
                }
            });
        }
    }

    private boolean isMember(String key, UnaryOperator<String> spelling) {
        return catalogue.families().stream().anyMatch(family -> key.startsWith(spelling.apply(family.prefix())));
    }

    /** What the topmost layer that knows the setting says, or null. Its proper name goes before its aliases. */
    private Given find(Setting<?> setting) {
        for (Layer layer : layers) {
            Given chosen = null;
            for (String name : setting.names()) {
                Given given = layer.find(name);
                if (chosen == null) {
                    chosen = given;
                } else if (given != null && !given.text().equals(chosen.text())) {
                    warnings.add(given.origin() + " is ignored, because " + chosen.origin() + " says otherwise");
                }
            }
            if (chosen != null) {
                return chosen;
            }
        }
        return null;
    }

    private void readFile() {
        Given path = find(catalogue.file());
        if (path == null || path.text().isEmpty()) {
            return;
        }
        String where = "file " + catalogue.file().shown(path.text()) + ": ";
        try {
            Map<String, String> values = ConfigFile.read(Path.of(path.text()));
            refuseUnknown(where, "", values);
            if (values.containsKey(catalogue.file().property())) {
                problems.add(where + catalogue.file().property() + " cannot be set in the file itself");
            }
            layers.add(new Layer(where, naming::property, values));
        } catch (InvalidPathException e) {
            // Reading the setting itself reports it.
            return;
        } catch (IllegalArgumentException e) {
            problems.add(catalogue.file().refusal(path.text(), e.getMessage()) + " (" + path.origin() + ")");
        }
    }

    /** Refuses every key that begins with the prefix and is not a setting. */
    private void refuseUnknown(String where, String prefix, Map<String, String> values) {
        List<String> known = spelled(naming::property);
        for (String key : new TreeSet<>(values.keySet())) {
            if (key.startsWith(prefix) && !known.contains(key) && !isMember(key, naming::property)) {
                String nearest = naming.property(nearestName(key, naming.propertyPrefix()));
                problems.add(where + catalogue.file().shown(key) + " is not a known setting; the nearest is " + nearest
                        + "; allowed: " + naming.property("name") + "=value with a name from --help");
            }
        }
    }

    /** Other programs put variables with this prefix into the same container, so these are no errors. */
    private void warnOfUnknownVariables() {
        List<String> known = spelled(naming::environment);
        for (String variable : new TreeSet<>(sources.environment().keySet())) {
            if (catalogue.needless().containsKey(variable)) {
                warnings.add("environment variable " + variable + " is ignored: "
                        + catalogue.needless().get(variable));
            } else if (variable.startsWith(naming.environmentPrefix())
                    && !known.contains(variable)
                    && !isMember(variable, naming::environment)) {
                String nearest = naming.environment(nearestName(variable, naming.environmentPrefix()));
                warnings.add("environment variable " + catalogue.file().shown(variable)
                        + " is ignored: not a known setting; the nearest is " + nearest);
            }
        }
    }

    /** Compared without the prefix, which every name shares and which would make all of them look alike. */
    private String nearestName(String typed, String prefix) {
        String bare = typed.startsWith(prefix) ? typed.substring(prefix.length()) : typed;
        return NearestName.of(bare.replace('_', '.'), catalogue.byName().keySet());
    }

    private List<String> spelled(UnaryOperator<String> spelling) {
        return catalogue.byName().keySet().stream().map(spelling).toList();
    }

    private static Map<String, String> byOption(Map<String, String> commandLine) {
        Map<String, String> values = new HashMap<>();
        commandLine.forEach((name, value) -> values.put(Naming.option(name), value));
        return values;
    }

    /** An empty variable is how compose files and shells write "not set". */
    private static Map<String, String> withoutEmpty(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>(environment);
        values.values().removeIf(String::isBlank);
        return values;
    }
}
