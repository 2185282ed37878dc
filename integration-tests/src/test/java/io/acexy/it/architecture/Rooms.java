package io.acexy.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arrows between the rooms of the house, as {@code docs/architecture.md} shows them. Each room may know what is named, and no
 * other room beside it; below the packages with deliberate mistakes each rule must fail. A room that is still empty breaks none.
 *
 * @param root such as {@code io.acexy}
 */
record Rooms(String root) {

    private static final String MEDIATOR = "Stream is the only mediator between the rooms of core";
    private static final String OWN_JOB =
            "what a room asks of the client it says itself; only the client knows all its rooms";

    /** What the API tells of, and has done. */
    private static final String[] TOLD_OF = {"http", "play", "admin", "channels", "guide", "tuning"};

    /** Every rule under a name that says what it keeps. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put("no package needs one that needs it", noCycle());
        rules.put("nobody knows the composition root", nobodyKnowsTheRoot());
        core(rules);
        orchestrator(rules);
        server(rules);
        behind(rules);
        around(rules);
        television(rules);
        tuners(rules);
        return rules;
    }

    private void core(Map<String, ArchRule> rules) {
        rules.put("core's root knows no room", within("core", "", MEDIATOR));
        rules.put("mpegts knows no other room", within("core", "mpegts", MEDIATOR));
        rules.put("broadcast knows mpegts only", within("core", "broadcast", MEDIATOR, "mpegts"));
        rules.put("engine knows no other room", within("core", "engine", MEDIATOR));
        rules.put("source knows engine and mpegts only", within("core", "source", MEDIATOR, "engine", "mpegts"));
        rules.put("hls knows broadcast and mpegts only", within("core", "hls", MEDIATOR, "broadcast", "mpegts"));
        rules.put("vod knows engine only", within("core", "vod", MEDIATOR, "engine"));
        rules.put(
                "derived knows no source and no hls",
                within("core", "derived", MEDIATOR, "stream", "broadcast", "engine", "mpegts"));
        rules.put(
                "stream knows no films",
                within("core", "stream", MEDIATOR, "source", "broadcast", "engine", "hls", "mpegts"));
    }

    private void orchestrator(Map<String, ArchRule> rules) {
        String why = OWN_JOB;
        rules.put("client: http knows time only", within("orchestrator", "http", why, "time"));
        rules.put("client: time knows nobody", within("orchestrator", "time", why));
        rules.put("client: message knows nobody", within("orchestrator", "message", why));
        rules.put("client: json knows messages only", within("orchestrator", "json", why, "message"));
        rules.put(
                "client: replies are made of messages",
                within("orchestrator", "reply", why, "http", "json", "message"));
        String[] below = {"http", "message", "reply", "time"};
        rules.put("client: health does its own job", within("orchestrator", "health", why, below));
        rules.put("client: event does its own job", within("orchestrator", "event", why, below));
        rules.put("client: provision does its own job", within("orchestrator", "provision", why, below));
    }

    private void server(Map<String, ArchRule> rules) {
        rules.put(
                "config knows no room behind it",
                within("server", "config", "settings build what the rooms use, and do not use it", "settings", "net"));
        rules.put(
                "access comes before play",
                within("server", "access", "who may is decided before anything is done", "config", "settings", "http"));
        rules.put(
                "play knows not who asks it",
                within(
                        "server",
                        "play",
                        "who plays media knows nobody who tells of it",
                        "config",
                        "http",
                        "access",
                        "limits"));
        rules.put(
                "limits knows not who plays",
                within("server", "limits", "how much there may be holds for every way of playing", "config", "http"));
        rules.put(
                "the page knows only how to answer",
                within("server", "page", "what it shows it asks for, as anybody does", "http"));
        rules.put(
                "report knows not who chooses",
                within("server", "report", "what is told of streams holds for any choice of engines", "config"));
    }

    /** Those of the server that watch and choose. */
    private void behind(Map<String, ArchRule> rules) {
        rules.put(
                "metrics only reads",
                within(
                        "server",
                        "metrics",
                        "who measures asks those who know, and is asked by nobody",
                        "config",
                        "http",
                        "play",
                        "selection",
                        "admin",
                        "limits"));
        rules.put(
                "admin knows who plays, and not who chooses",
                within(
                        "server",
                        "admin",
                        "what is seen of engines they show themselves",
                        "config",
                        "http",
                        "play",
                        "log",
                        "lifecycle",
                        "limits"));
        rules.put(
                "api reads what was written down",
                within("server", "api", "who shows and who does are not the same", TOLD_OF));
        rules.put(
                "selection knows no player",
                within(
                        "server",
                        "selection",
                        "an engine is chosen for a stream, whoever watches it",
                        "config",
                        "settings",
                        "report",
                        "admin"));
    }

    /** Those of the server that stand beside what it does. */
    private void around(Map<String, ArchRule> rules) {
        rules.put(
                "log is only told",
                within("server", "log", "who writes a line down asks nobody for it", "config", "http"));
        rules.put(
                "lifecycle knows nobody",
                within("server", "lifecycle", "whether a process lives depends on nothing that it does"));
        rules.put(
                "who reads settings again knows not whose they are",
                within("server", "reload", "what takes settings over says itself how", "config", "settings", "http"));
        rules.put("handover knows nobody", within("server", "handover", "who goes on listening does not ask for what"));
        rules.put(
                "the doctor looks at settings alone",
                within(
                        "server",
                        "doctor",
                        "what is tried is tried without the server",
                        "config",
                        "settings",
                        "net",
                        "http"));
    }

    /** Those of the server that make a household's television of contents. */
    private void television(Map<String, ArchRule> rules) {
        rules.put("m3u knows nobody", within("server", "m3u", "what a playlist says does not depend on who serves it"));
        rules.put(
                "fetch knows sockets alone",
                within("server", "fetch", "what may be fetched is said by who asks for it", "net"));
        rules.put(
                "channels knows not who plays them",
                within(
                        "server",
                        "channels",
                        "a list of channels is the same whoever watches",
                        "config",
                        "http",
                        "m3u",
                        "fetch"));
        rules.put(
                "guide knows channels, not who plays them",
                within(
                        "server",
                        "guide",
                        "programmes are found by the channels of the lineup",
                        "config",
                        "http",
                        "fetch",
                        "channels"));
    }

    /** Those who play channels. */
    private void tuners(Map<String, ArchRule> rules) {
        rules.put(
                "tuning brings channels and players together",
                within(
                        "server",
                        "tuning",
                        "who asks for a channel gets its stream",
                        "config",
                        "http",
                        "channels",
                        "guide",
                        "play",
                        "admin"));
        rules.put(
                "the tuner is a face of tuning",
                within(
                        "server",
                        "tuner",
                        "a device's face knows what it shows",
                        "config",
                        "http",
                        "net",
                        "channels",
                        "tuning",
                        "play"));
    }

    /** The room knows its own classes, the rooms that are named, and of the module nothing else. */
    private ArchRule within(String module, String room, String why, String... known) {
        String own = module + (room.isEmpty() ? "" : "." + room);
        List<String> allowed = new ArrayList<>();
        allowed.add(root + "." + own + (room.isEmpty() ? "" : ".."));
        if (module.equals("core")) {
            allowed.add(root + ".core"); // counts mistakes, wherever they are made
        }
        Arrays.stream(known).forEach(other -> allowed.add(root + "." + module + "." + other + ".."));
        return noClasses()
                .that()
                .resideInAPackage(allowed.get(0))
                .should()
                .dependOnClassesThat(below(module).and(not(allowed)))
                .because(why)
                .allowEmptyShould(true);
    }

    private DescribedPredicate<JavaClass> below(String module) {
        return resideInAPackage(root + "." + module + "..");
    }

    private static DescribedPredicate<JavaClass> not(List<String> packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages.toArray(String[]::new)));
    }

    private ArchRule nobodyKnowsTheRoot() {
        String server = root + ".server";
        return noClasses()
                .that()
                .resideOutsideOfPackage(server)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(server)
                .because("who puts the rooms together is not one of them")
                .allowEmptyShould(true);
    }

    private ArchRule noCycle() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("what needs each other cannot be understood alone")
                .allowEmptyShould(true);
    }
}
