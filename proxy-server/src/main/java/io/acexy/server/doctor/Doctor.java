package io.acexy.server.doctor;

import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.server.config.EngineAt;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.settings.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries everything that the server needs, with the server's settings: all at once, each within a time of its own. Changes
 * nothing: no stream is started, no engine asked for. Blocks: not for event loops.
 */
public final class Doctor {

    /** For one question. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private Doctor() {}

    /** Looks at everything, and comes back within three times {@link #PATIENCE}. */
    public static Diagnosis examine(ProxyConfig config) {
        List<Look> looks = new ArrayList<>();
        looks.add(Look.one("listen " + config.listen().address(), () -> Machine.listen(config.listen())));
        Optional<OrchestratorConfig> orchestrator =
                config.engines().orchestration().orchestrator();
        orchestrator.ifPresent(
                known -> looks.add(new Look("orchestrator " + known.base(), PATIENCE.multipliedBy(3), () -> {
                    try (OrchestratorLooks looking = new OrchestratorLooks(config, known)) {
                        return looking.find();
                    }
                })));
        for (HostPort engine : engines(config)) {
            looks.add(engine(engine, orchestrator.isPresent()));
        }
        looks.addAll(Machine.looks(config));
        return new Diagnosis(all(looks));
    }

    private static List<HostPort> engines(ProxyConfig config) {
        List<HostPort> pool =
                config.engines().pool().pool().stream().map(EngineAt::address).toList();
        return pool.isEmpty() ? List.of(config.engines().pool().single()) : pool;
    }

    private static Look engine(HostPort engine, boolean fallback) {
        return Look.one(EngineLook.what(engine), () -> {
            Finding finding = EngineLook.at(engine);
            return fallback ? finding.notNeeded() : finding;
        });
    }

    /** The findings in the order of the looks; one that takes too long is a finding too. */
    static List<Finding> all(List<Look> looks) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "acexy-doctor");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long begun = System.nanoTime();
            List<Future<List<Finding>>> running = looks.stream()
                    .map(look -> threads.submit((Callable<List<Finding>>) look.trial()::find))
                    .toList();
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < looks.size(); i++) {
                findings.addAll(await(looks.get(i), running.get(i), begun));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Finding> await(Look look, Future<List<Finding>> running, long begun) {
        long left = begun + look.patience().toNanos() - System.nanoTime();
        try {
            return running.get(Math.max(1, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return List.of(Finding.wrong(
                    look.what(), "no answer within " + look.patience().toSeconds() + " s", "look whether it hangs"));
        } catch (ExecutionException e) {
            return List.of(Finding.wrong(look.what(), "could not be tried: " + e.getCause(), "please report it"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.warning(look.what(), "not tried: interrupted", "try again"));
        }
    }
}
