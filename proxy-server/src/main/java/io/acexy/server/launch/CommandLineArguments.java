package io.acexy.server.launch;

import io.acexy.server.config.Acexy;
import io.acexy.server.settings.NearestName;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingFamily;
import io.acexy.server.settings.SettingGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The words after {@code java -jar acexy.jar}.
 *
 * @param settings values by the setting's name
 * @param words what else the action has to know, by the option's name without dashes
 * @param problems what is wrong, apart from the values, which are checked with those of all other sources
 */
public record CommandLineArguments(
        Action action, Map<String, String> settings, Map<String, String> words, List<String> problems) {

    /** What is wanted; of several, the first that stands here. */
    public enum Action {
        /** The text of {@link #usage}. */
        HELP,
        /** Which one this is. */
        VERSION,
        /** The documentation of the settings. */
        PRINT_DOCS,
        /** What holds, and where it was written. */
        PRINT_CONFIG,
        /** What the server needs is tried, for programs to read. */
        DOCTOR_JSON,
        /** What the server needs is tried. */
        DOCTOR,
        /** The running server is asked whether it lives. */
        HEALTH_CHECK,
        /** An address is signed. */
        SIGN_URL,
        /** The server, with simulators. */
        DEMO,
        /** The server. */
        RUN
    }

    private static final String HELP = "--help";
    private static final String VERSION = "--version";
    private static final String DEMO = "--demo";
    private static final String PRINT_CONFIG = "--print-config";
    private static final String PRINT_DOCS = "--print-docs";
    private static final String DOCTOR = "--doctor";
    private static final String JSON = "--json";
    private static final String HEALTH_CHECK = "--health-check";
    private static final String SIGN_URL = "--sign-url";
    private static final List<String> SIGN_WORDS = List.of(SIGN_URL, "--expires", "--network", "--holder");

    /** Reads the words. Without any, the parser and its model are not even loaded: that is the usual start. */
    public static CommandLineArguments parse(String... args) {
        if (args.length == 0) {
            return new CommandLineArguments(Action.RUN, Map.of(), Map.of(), List.of());
        }
        CommandSpec spec = CommandSpec.create();
        ownOptions().forEach(spec::addOption);
        for (SettingGroup group : Acexy.SETTINGS.groups()) {
            group.settings().forEach(setting -> spec.addOption(option(setting)));
        }
        List<String> problems = new ArrayList<>();
        Map<String, String> members = new HashMap<>();
        ParseResult words = parse(new CommandLine(spec), args, members, problems);
        return new CommandLineArguments(action(words), settings(words, members), ownWords(words), problems);
    }

    private static Action action(ParseResult words) {
        if (words.hasMatchedOption(HELP)) {
            return Action.HELP;
        }
        if (words.hasMatchedOption(VERSION)) {
            return Action.VERSION;
        }
        if (words.hasMatchedOption(PRINT_DOCS)) {
            return Action.PRINT_DOCS;
        }
        if (words.hasMatchedOption(PRINT_CONFIG)) {
            return Action.PRINT_CONFIG;
        }
        if (words.hasMatchedOption(DOCTOR)) {
            return words.hasMatchedOption(JSON) ? Action.DOCTOR_JSON : Action.DOCTOR;
        }
        if (words.hasMatchedOption(HEALTH_CHECK)) {
            return Action.HEALTH_CHECK;
        }
        if (words.hasMatchedOption(SIGN_URL)) {
            return Action.SIGN_URL;
        }
        return words.hasMatchedOption(DEMO) ? Action.DEMO : Action.RUN;
    }

    private static Map<String, String> ownWords(ParseResult words) {
        Map<String, String> own = new HashMap<>();
        for (String option : SIGN_WORDS) {
            String value = words.matchedOptionValue(option, null);
            if (value != null) {
                own.put(option.substring(2), value);
            }
        }
        return own;
    }

    private static ParseResult parse(
            CommandLine parser, String[] args, Map<String, String> members, List<String> problems) {
        try {
            return parser.parseArgs(args);
        } catch (CommandLine.UnmatchedArgumentException e) {
            // Everything else has been read, so that its errors are reported together with these.
            e.getUnmatched().stream()
                    .filter(word -> !isMember(word, members))
                    .forEach(word -> problems.add(refusal(word, parser)));
        } catch (CommandLine.ParameterException e) {
            problems.add("command line: " + e.getMessage());
        }
        return parser.getParseResult();
    }

    /** Puts down what is named by whoever runs the program; no option of the parser is called so. */
    private static boolean isMember(String word, Map<String, String> members) {
        int end = word.indexOf('=');
        if (end < 0) {
            return false;
        }
        Optional<String> name = Acexy.SETTINGS.families().stream()
                .flatMap(family -> family.memberOf(word.substring(0, end)).stream())
                .findFirst();
        name.ifPresent(member -> members.put(member, word.substring(end + 1)));
        return name.isPresent();
    }

    private static String refusal(String word, CommandLine parser) {
        if (word.startsWith("-D")) {
            return word + " is a system property, which goes before -jar: java " + word + " -jar acexy.jar";
        }
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        String nearest =
                NearestName.of(name, parser.getCommandSpec().optionsMap().keySet());
        return "option " + name + " is not known; the nearest is " + nearest
                + "; allowed: --name=value with a name from --help";
    }

    private static Map<String, String> settings(ParseResult words, Map<String, String> members) {
        Map<String, String> settings = new HashMap<>(members);
        for (SettingGroup group : Acexy.SETTINGS.groups()) {
            for (Setting<?> setting : group.settings()) {
                String value = words.matchedOptionValue(setting.options().get(0), null);
                if (value != null) {
                    settings.put(setting.name(), value);
                }
            }
        }
        return settings;
    }

    /** The text of {@code --help}. */
    public static String usage() {
        CommandSpec spec = CommandSpec.create().name("java -jar acexy.jar");
        spec.usageMessage()
                .width(110)
                .sortOptions(false)
                .customSynopsis("java -jar acexy.jar [--demo | --doctor | --sign-url=<address>] [--name=value]...")
                .description("One AceStream engine stream, any number of players.%n")
                .footer(
                        "",
                        "Every setting is also a system property (-Dacexy.listen.addr=:9090, before -jar), an environment",
                        "variable (ACEXY_LISTEN_ADDR) and a key in the file that --config names; the command line wins,",
                        "then the property, the variable, the file. SIGHUP and POST /api/v1/reload read the file, and the files",
                        "that settings name, again; what applies at once then holds, and the rest at the next start.");
        ownOptions().forEach(spec::addOption);
        int order = 0;
        for (SettingGroup group : Acexy.SETTINGS.groups()) {
            ArgGroupSpec.Builder section = ArgGroupSpec.builder()
                    .exclusive(false)
                    .validate(false)
                    .order(order++)
                    .heading("%n" + group.title() + "%n");
            group.families().forEach(family -> section.addArg(option(family)));
            group.settings().forEach(setting -> section.addArg(option(setting)));
            spec.addArgGroup(section.build());
        }
        return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static List<OptionSpec> ownOptions() {
        return List.of(
                flag(DEMO, "Run with an engine simulator inside, and print a URL to play."),
                flag(PRINT_CONFIG, "Print every setting, its value and where it was written, and exit."),
                flag(
                        DOCTOR,
                        "Try what the settings name, say what is wrong, and exit; 1 if something is. With --json for programs."),
                flag(JSON, "See --doctor."),
                flag(
                        HEALTH_CHECK,
                        "Ask the proxy that runs here with these settings whether it lives, and exit; 1 if it does not."),
                word(
                        SIGN_URL,
                        "<address>",
                        "Print an address, such as /ace/getstream?id=..., with a signature that opens it for a while, and exit."),
                word("--expires", "<time>", "See --sign-url: how long it may be begun to be used, such as 48h."),
                word("--network", "<networks>", "See --sign-url: from where alone it may be used."),
                word("--holder", "<name>", "See --sign-url: whom the status shows."),
                flag(HELP, "Print this text and exit."),
                flag(VERSION, "Print the version and exit."),
                flag(PRINT_DOCS, "Print the documentation of all settings and exit.").toBuilder()
                        .hidden(true)
                        .build());
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    private static OptionSpec word(String name, String label, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(literally(description))
                .build();
    }

    private static OptionSpec option(SettingFamily<?> family) {
        return OptionSpec.builder(family.option())
                .arity("1")
                .type(String.class)
                .paramLabel("<value>")
                .description(literally(family.description()), literally("Allowed: " + family.form() + "."))
                .build();
    }

    private static OptionSpec option(Setting<?> setting) {
        String shownDefault = setting.defaultText().isEmpty() ? "none" : setting.defaultText();
        return OptionSpec.builder(setting.options().toArray(String[]::new))
                .arity(setting.isSwitch() ? "0..1" : "1")
                .fallbackValue("true")
                .type(String.class)
                .paramLabel("<value>")
                .description(
                        literally(setting.description()),
                        literally("Default: " + shownDefault + ". Allowed: " + setting.form() + ". A change applies "
                                + setting.effect().words() + "."))
                .build();
    }

    /** A percent sign would start a placeholder. */
    private static String literally(String text) {
        return text.replace("%", "%%");
    }
}
