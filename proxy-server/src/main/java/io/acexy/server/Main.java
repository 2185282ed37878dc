package io.acexy.server;

import io.acexy.server.config.Build;
import io.acexy.server.config.ConfigDocs;
import io.acexy.server.config.EffectiveConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.doctor.Diagnosis;
import io.acexy.server.doctor.Doctor;
import io.acexy.server.doctor.HealthCheck;
import io.acexy.server.http.Route;
import io.acexy.server.launch.CommandLineArguments;
import io.acexy.server.launch.Demo;
import io.acexy.server.launch.Signals;
import io.acexy.server.launch.StartFailure;
import io.acexy.server.log.Logging;
import io.acexy.server.net.NettyDefaults;
import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: reads the settings, starts the server, and stops it when the process is told to end. */
public final class Main {

    /** What {@link #run} found out about the process: it goes on, or it ends with an exit code. */
    enum Outcome {
        RUNNING(0),
        DONE(0),
        /** The server could not be started, or could not have been. */
        FAILED(1),
        /** The settings or the command line are wrong; 2 is what command line tools use for it. */
        REFUSED(2);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    /** What shells and service managers expect of a process that a signal has ended, besides its number. */
    private static final int SIGNALLED = 128;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Starts the proxy, or prints what was asked for. */
    public static void main(String[] args) {
        NettyDefaults.apply();
        Outcome outcome = new Main(System.out, System.err).run(args);
        if (outcome != Outcome.RUNNING) {
            System.out.flush();
            Logging.close();
            System.exit(outcome.exitCode());
        }
    }

    Outcome run(String... args) {
        CommandLineArguments arguments = CommandLineArguments.parse(args);
        try {
            return switch (arguments.action()) {
                case HELP -> print(CommandLineArguments.usage());
                case VERSION -> print("acexy " + Build.version() + System.lineSeparator());
                case PRINT_DOCS -> print(ConfigDocs.markdown());
                case PRINT_CONFIG -> printConfig(load(arguments, Map.of()));
                case DOCTOR, DOCTOR_JSON -> examine(load(arguments, Map.of()), arguments.action());
                case HEALTH_CHECK -> askWhetherItLives(load(arguments, Map.of()).config());
                case SIGN_URL -> sign(load(arguments, Map.of()), arguments.words());
                case DEMO -> startDemo(arguments);
                case RUN -> start(setup(arguments, Map.of(), List.of()), server -> {}, () -> {});
            };
        } catch (ConfigException e) {
            err.println("acexy does not start, because its settings are wrong:");
            e.problems().forEach(problem -> err.println("  " + problem));
            return Outcome.REFUSED;
        }
    }

    private Outcome printConfig(EffectiveConfig effective) {
        effective.warnings().forEach(err::println);
        return print(effective.print());
    }

    private Outcome examine(EffectiveConfig effective, CommandLineArguments.Action action) {
        effective.warnings().forEach(err::println);
        Diagnosis found = Doctor.examine(effective.config());
        print(action == CommandLineArguments.Action.DOCTOR_JSON ? found.json() : found.text());
        return found.isWell() ? Outcome.DONE : Outcome.FAILED;
    }

    /** Says nothing where all is well: it is asked every half minute, and what it says is kept. */
    private Outcome askWhetherItLives(ProxyConfig config) {
        Optional<String> trouble = HealthCheck.trouble(config.listen().address());
        trouble.ifPresent(err::println);
        return trouble.isEmpty() ? Outcome.DONE : Outcome.FAILED;
    }

    private Outcome sign(EffectiveConfig effective, Map<String, String> words) {
        effective.warnings().forEach(err::println);
        try {
            String url = SignCommand.sign(effective.config(), words, InstantSource.system());
            return print(url + System.lineSeparator());
        } catch (IOException | IllegalArgumentException e) {
            err.println("acexy does not sign: " + e.getMessage());
            return Outcome.REFUSED;
        }
    }

    private Outcome print(String text) {
        out.print(text);
        return Outcome.DONE;
    }

    private static EffectiveConfig load(CommandLineArguments arguments, Map<String, String> overruling) {
        Map<String, String> settings = new HashMap<>(arguments.settings());
        settings.putAll(overruling);
        return ProxyConfig.load(ConfigSources.ofProcess(settings, arguments.problems()));
    }

    private static Setup setup(CommandLineArguments arguments, Map<String, String> overruling, List<Route> demo) {
        return new Setup(load(arguments, overruling), () -> load(arguments, overruling), demo);
    }

    private Outcome startDemo(CommandLineArguments arguments) {
        load(arguments, Map.of()); // what is wrong is told before anything is started
        Demo demo = Demo.start();
        Setup setup = setup(arguments, demo.settings(), demo.routes());
        return start(setup, server -> out.print(demo.invitation(server.address())), demo::close);
    }

    /**
     * Starts the proxy.
     *
     * @param started what to do once it listens
     * @param ended what to end after it, also when it could not start
     */
    private Outcome start(Setup setup, Consumer<ProxyServer> started, Runnable ended) {
        EffectiveConfig effective = setup.settings();
        ProxyConfig config = effective.config();
        Logging.apply(config.log());
        Logger log = LoggerFactory.getLogger(Main.class);
        effective.warnings().forEach(log::warn);
        Runnable end = once(ended);
        ProxyServer server;
        try {
            server = ProxyServer.open(setup.from(origin()));
            heed(server, end, config, log);
            server.serve();
        } catch (Exception e) {
            // Whatever the reason, it is told in one line; the stack is for those who ask for debug.
            err.println("acexy does not start: " + StartFailure.explain(config, e));
            log.debug("start failed", e);
            end.run();
            return Outcome.FAILED;
        }
        started.accept(server);
        return Outcome.RUNNING;
    }

    private static Runnable once(Runnable what) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (!done.getAndSet(true)) {
                what.run();
            }
        };
    }

    /** Before anybody is told that it serves: a signal that nobody takes ends the process, and cuts off whoever has come. */
    private static void heed(ProxyServer server, Runnable end, ProxyConfig config, Logger log) {
        Runnable closing = () -> {
            server.close();
            end.run();
        };
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(closing, config, log), "acexy-shutdown"));
        drainWhenTold(server, log);
        readAgainWhenTold(server, log);
    }

    /** As daemons do at SIGHUP. */
    private static void readAgainWhenTold(ProxyServer server, Logger log) {
        if (!Signals.take("HUP", number -> server.readSettingsAgain())) {
            log.atWarn()
                    .addKeyValue("signal", "HUP")
                    .log("this signal ends: POST /api/v1/reload has settings read again");
        }
    }

    private static Origin origin() {
        return Origin.of(
                ConfigSources.ofProcess(Map.of(), List.of()).environment(),
                ProcessHandle.current().pid());
    }

    /** A first signal, or an operator, lets players go on for a while; a second one ends at once. */
    private static void drainWhenTold(ProxyServer server, Logger log) {
        AtomicInteger exitCode = new AtomicInteger();
        server.lifecycle().drained().addListener(done -> exit(exitCode.get()));
        for (String signal : List.of("TERM", "INT")) {
            boolean taken = Signals.take(signal, number -> {
                if (exitCode.getAndSet(SIGNALLED + number) == 0
                        && server.lifecycle().letsPlayOn()) {
                    server.lifecycle().drain();
                } else {
                    exit(SIGNALLED + number);
                }
            });
            if (!taken) {
                log.atWarn().addKeyValue("signal", signal).log("this signal ends at once, without acexy.drain.timeout");
            }
        }
    }

    /** On a thread of its own: what it ends waits for the one that it is called on. */
    private static void exit(int code) {
        new Thread(() -> System.exit(code), "acexy-exit").start();
    }

    /** Runs in the shutdown hook: the process ends when this returns, whatever the server is still doing then. */
    private static void stop(Runnable closing, ProxyConfig config, Logger log) {
        Thread stopping = new Thread(closing, "acexy-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(Math.max(1, config.listen().shutdownTimeout().toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            log.warn("not everything was stopped within acexy.shutdown.timeout");
        }
        Logging.close();
    }
}
