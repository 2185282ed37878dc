package io.acexy.server.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {

    private static final long PID = 42;

    /** What listens where, by descriptor: 3 at 8080, 4 at 8443, 5 at 9000; 6 is no socket of the network. */
    private static final Map<Integer, InetSocketAddress> BOUND =
            Map.of(3, new InetSocketAddress(8080), 4, new InetSocketAddress(8443), 5, new InetSocketAddress(9000));

    private static final Map<Listener, InetSocketAddress> ALL = wanted(8080, 8443, 9000);

    /** Ports of PLAY, TLS, ADMIN and PROXY, as many as there are. */
    private static Map<Listener, InetSocketAddress> wanted(int... ports) {
        Map<Listener, InetSocketAddress> wanted = new EnumMap<>(Listener.class);
        Iterator<Listener> listeners = List.of(Listener.values()).iterator();
        for (int port : ports) {
            wanted.put(listeners.next(), new InetSocketAddress(port));
        }
        return wanted;
    }

    private static Map<Listener, Integer> given(String count, String names, Map<Listener, InetSocketAddress> wanted) {
        Map<String, String> environment = new HashMap<>(Map.of("LISTEN_PID", "42", "LISTEN_FDS", count));
        if (names != null) {
            environment.put("LISTEN_FDNAMES", names);
        }
        return Activation.of(environment, PID, BOUND::get).of(wanted);
    }

    static Stream<Arguments> sockets() {
        return Stream.of(
                arguments("the one that there is serves players", "1", null, wanted(8080), Map.of(Listener.PLAY, 3)),
                arguments("whatever port it is at", "1", null, wanted(80), Map.of(Listener.PLAY, 3)),
                arguments(
                        "a name decides before a port",
                        "2",
                        "tls:play",
                        wanted(8080, 8443),
                        Map.of(Listener.TLS, 3, Listener.PLAY, 4)),
                arguments("http is another name for play", "1", "http", wanted(80), Map.of(Listener.PLAY, 3)),
                arguments(
                        "the port decides where the name says nothing",
                        "3",
                        "acexy.socket:acexy.socket:acexy.socket",
                        wanted(9000, 8080, 8443),
                        Map.of(Listener.PLAY, 5, Listener.TLS, 3, Listener.ADMIN, 4)),
                arguments(
                        "the order decides where nothing else does",
                        "2",
                        null,
                        wanted(80, 443),
                        Map.of(Listener.PLAY, 3, Listener.TLS, 4)),
                arguments(
                        "what is named is no longer to be had by port",
                        "2",
                        ":play",
                        wanted(8080, 443),
                        Map.of(Listener.PLAY, 4, Listener.TLS, 3)),
                arguments("what nobody has bound is left to be bound", "1", "admin", ALL, Map.of(Listener.ADMIN, 3)),
                arguments("none is none", "0", "", ALL, Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sockets")
    void everySocketGoesToItsListener(
            String sentence,
            String count,
            String names,
            Map<Listener, InetSocketAddress> wanted,
            Map<Listener, Integer> expected) {
        assertThat(given(count, names, wanted)).as(sentence).isEqualTo(expected);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("more sockets than listeners", "2", null, wanted(80), "descriptor 4"),
                arguments("a name whose listener is not set", "2", "play:tls", wanted(80), "descriptor 4 (tls)"),
                arguments("a name twice", "2", "play:play", wanted(80), "descriptor 4 (play)"),
                arguments("no socket of the network", "4", null, ALL, "descriptor 6"),
                arguments("names that are too few", "2", "play", ALL, "1 names for 2 sockets"),
                arguments("no number", "many", null, ALL, "LISTEN_FDS is many"),
                arguments("a negative number", "-1", null, ALL, "LISTEN_FDS is -1"),
                arguments("too many", "65", null, ALL, "LISTEN_FDS is 65"),
                arguments("far too many", "99999999999", null, ALL, "LISTEN_FDS is 99999999999"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aSocketThatNobodyWouldServeIsRefusedByItsName(
            String sentence, String count, String names, Map<Listener, InetSocketAddress> wanted, String said) {
        assertThatThrownBy(() -> given(count, names, wanted))
                .as(sentence)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(said);
    }

    @Test
    void whatIsMeantForAnotherProcessIsNotTouched() {
        Map<String, String> ofParent = Map.of("LISTEN_PID", "41", "LISTEN_FDS", "1");
        assertThat(Activation.of(ofParent, PID, BOUND::get).of(ALL)).isEmpty();
        assertThat(Activation.of(Map.of("LISTEN_FDS", "1"), PID, BOUND::get).of(ALL))
                .isEmpty();
        assertThat(Activation.of(Map.of(), PID, BOUND::get).of(ALL)).isEmpty();
    }
}
