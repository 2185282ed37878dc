package io.acexy.it.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.JsonText;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.StatusPage;
import io.acexy.testkit.Patience;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the status page says of programs, and the processes themselves. For test threads. */
final class Programs {

    private final StatusPage status;

    Programs(Proxy proxy, Players players) {
        this.status = new StatusPage(proxy, players);
    }

    /** The status of every stream that a program makes. */
    List<Map<?, ?>> streams() throws Exception {
        List<?> all = (List<?>) JsonText.object(status.read()).get("stream_list");
        return all.stream()
                .<Map<?, ?>>map(one -> (Map<?, ?>) one)
                .filter(one -> one.containsKey("profile"))
                .toList();
    }

    /** Asks again until there is one such stream, and it is as it should be. */
    Map<?, ?> await(Predicate<Map<?, ?>> condition) throws Exception {
        return Patience.until(this::streams, all -> all.size() == 1 && condition.test(all.get(0)))
                .get(0);
    }

    /** The process of the one such stream. */
    long pid() throws Exception {
        return pidOf(await(one -> one.containsKey("pid")));
    }

    static long pidOf(Map<?, ?> stream) {
        return Long.parseLong(String.valueOf(stream.get("pid")));
    }

    /** Asks again until another process is at work. */
    long awaitOther(long pid) throws Exception {
        return pidOf(await(one -> one.containsKey("pid") && pidOf(one) != pid));
    }

    static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).contains(true);
    }

    static boolean isFfmpeg(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("ffmpeg");
    }

    /** Waits until a process is no more. */
    static void awaitGone(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }
}
