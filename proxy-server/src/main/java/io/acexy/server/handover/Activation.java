package io.acexy.server.handover;

import io.netty.channel.unix.Socket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Sockets that a service manager has bound before it started this process, as sd_listen_fds(3) says. Each goes to the listener of its
 * name, else to that of its port, else to the first that has none; one that nobody wants would keep clients waiting for ever, and is
 * refused.
 */
public final class Activation implements Heritage {

    private static final int FIRST = 3;

    /** More than there are listeners, and few enough to be told one by one. */
    private static final int MOST = 64;

    private final List<Passed> passed;
    private final IntFunction<InetSocketAddress> bound;

    private record Passed(int descriptor, String name) {
        @Override
        public String toString() {
            return "descriptor " + descriptor + (name.isEmpty() ? "" : " (" + name + ")");
        }
    }

    private Activation(List<Passed> passed, IntFunction<InetSocketAddress> bound) {
        this.passed = passed;
        this.bound = bound;
    }

    /**
     * Reads what was left in the environment.
     *
     * @param pid of this process: what is meant for another one is none of its business
     * @throws IllegalStateException where the words make no sense
     */
    public static Heritage of(Map<String, String> environment, long pid) {
        return of(environment, pid, descriptor -> new Socket(descriptor).localAddress());
    }

    /** @param bound where a descriptor listens; null where it is no socket of the network */
    static Heritage of(Map<String, String> environment, long pid, IntFunction<InetSocketAddress> bound) {
        String count = environment.get("LISTEN_FDS");
        if (count == null || !Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
            return NONE;
        }
        if (!count.matches("[0-9]{1,2}") || Integer.parseInt(count) > MOST) {
            throw new IllegalStateException("LISTEN_FDS is " + count + ", which is no number of sockets up to " + MOST);
        }
        return new Activation(passed(Integer.parseInt(count), environment.get("LISTEN_FDNAMES")), bound);
    }

    private static List<Passed> passed(int count, String words) {
        String[] names = words == null ? new String[count] : words.split(":", -1);
        if (names.length != count && count > 0) {
            throw new IllegalStateException(
                    "LISTEN_FDNAMES has " + names.length + " names for " + count + " sockets: " + words);
        }
        List<Passed> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Passed(FIRST + i, names[i] == null ? "" : names[i]));
        }
        return all;
    }

    @Override
    public Map<Listener, Integer> of(Map<Listener, InetSocketAddress> wanted) {
        Map<Listener, Integer> given = new EnumMap<>(Listener.class);
        List<Passed> left = new ArrayList<>(passed);
        left.removeIf(one -> give(one, Listener.named(one.name()).filter(isFree(wanted, given)), given));
        left.removeIf(one -> give(one, byPort(one, wanted, given), given));
        left.removeIf(one -> give(one, free(wanted, given), given));
        if (!left.isEmpty()) {
            throw new IllegalStateException("the service manager has passed " + left.get(0)
                    + " on, and no listener is left for it: name sockets " + names() + ", and set the address of each");
        }
        return given;
    }

    private static boolean give(Passed one, Optional<Listener> to, Map<Listener, Integer> given) {
        to.ifPresent(listener -> given.put(listener, one.descriptor()));
        return to.isPresent();
    }

    private static Predicate<Listener> isFree(Map<Listener, InetSocketAddress> wanted, Map<Listener, Integer> given) {
        return listener -> wanted.containsKey(listener) && !given.containsKey(listener);
    }

    private Optional<Listener> byPort(
            Passed one, Map<Listener, InetSocketAddress> wanted, Map<Listener, Integer> given) {
        InetSocketAddress address = bound.apply(one.descriptor());
        if (address == null) {
            throw new IllegalStateException(
                    "the service manager has passed " + one + " on, which does not listen for TCP");
        }
        return wanted.keySet().stream()
                .filter(isFree(wanted, given))
                .filter(listener -> wanted.get(listener).getPort() == address.getPort())
                .findFirst();
    }

    private static Optional<Listener> free(Map<Listener, InetSocketAddress> wanted, Map<Listener, Integer> given) {
        return wanted.keySet().stream().filter(isFree(wanted, given)).findFirst();
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (Listener one : Listener.values()) {
            names.append(names.isEmpty() ? "" : ", ").append(one.word());
        }
        return names.toString();
    }
}
