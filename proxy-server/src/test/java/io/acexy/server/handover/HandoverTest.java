package io.acexy.server.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.acexy.core.Bugs;
import io.acexy.testkit.Patience;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides, each against the other and against who does not keep to the words. */
class HandoverTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Way OWN = new Way(4711, "0".repeat(32));
    private static final List<Way> OLDER = List.of(new Way(4712, "1".repeat(32)), new Way(4713, "2".repeat(32)));

    @TempDir
    Path folder;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<Integer> released = new LinkedBlockingQueue<>();
    private final BlockingQueue<Way> heirs = new LinkedBlockingQueue<>();
    private final Bugs bugs = new Bugs();
    private final List<HandoverDoor> doors = new ArrayList<>();
    private Path path;
    private Socket listening;

    @BeforeEach
    void listen() throws IOException {
        path = folder.resolve("handover");
        listening = Socket.newSocketStream();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listening.listen(16);
    }

    @AfterEach
    void close() throws IOException {
        doors.forEach(HandoverDoor::close);
        listening.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        assertThat(bugs.count()).isZero();
    }

    private HandoverDoor door(Owner to, Duration patience) throws IOException {
        Estate estate = new Estate() {
            @Override
            public Map<Listener, Integer> descriptors() {
                return Map.of(Listener.PLAY, listening.intValue());
            }

            @Override
            public List<Way> ways() {
                return OLDER;
            }

            @Override
            public void release(int pid, Way heir) {
                released.add(pid);
                heirs.add(heir);
            }
        };
        HandoverDoor door = HandoverDoor.open(path, loops, new Giving.Terms(estate, to, patience), bugs);
        door.publish();
        doors.add(door);
        return door;
    }

    private HandoverDoor door() throws IOException {
        return door(Owner.ofProcess(), Patience.LIMIT);
    }

    private Optional<Predecessor> ask() throws IOException {
        return Predecessor.ask(path, loops, Patience.LIMIT);
    }

    private Map<Listener, InetSocketAddress> here() {
        return Map.of(Listener.PLAY, listening.localAddress());
    }

    @Test
    void theNewerProcessHasTheSameSocketAndTheOlderOneLetsGoOnceItServes() throws Exception {
        door();
        Predecessor older = ask().orElseThrow();
        int descriptor = older.of(here()).get(Listener.PLAY);
        assertThat(descriptor).isNotEqualTo(listening.intValue());
        assertThat(new Socket(descriptor).localAddress()).isEqualTo(listening.localAddress());
        assertThat(released).isEmpty();
        older.replace(OWN);
        assertThat(released.take()).isEqualTo((int) ProcessHandle.current().pid());
        assertThat(older.lives()).isTrue();
        older.close();
        new FileDescriptor(descriptor).close();
    }

    @Test
    void eachIsToldWhereTheOtherIsAskedForMedia() throws Exception {
        door();
        Predecessor older = ask().orElseThrow();
        assertThat(older.ways()).isEqualTo(OLDER);
        older.replace(OWN);
        assertThat(heirs.take()).isEqualTo(OWN);
        older.close();
    }

    @Test
    void aSocketForWhichTheSettingsNameAnotherAddressByNowIsNotUsed() throws Exception {
        door();
        try (Predecessor older = ask().orElseThrow()) {
            int other = listening.localAddress().getPort() == 1 ? 2 : 1;
            assertThat(older.of(Map.of(Listener.PLAY, new InetSocketAddress(InetAddress.getLoopbackAddress(), other))))
                    .isEmpty();
        }
    }

    @Test
    void aNewerProcessThatDiesBeforeItServesLeavesEverythingAsItWas() throws Exception {
        door();
        ask().orElseThrow().close();
        // The door notices by itself; until then it says that somebody is there.
        long limit = System.nanoTime() + Patience.LIMIT.toNanos();
        Optional<Predecessor> again = Optional.empty();
        while (again.isEmpty() && System.nanoTime() < limit) {
            try {
                again = ask();
            } catch (IOException busy) {
                assertThat(busy).hasMessageContaining("another process is taking over");
            }
        }
        again.orElseThrow().replace(OWN);
        assertThat(released).hasSize(1);
    }

    @Test
    void oneProcessAtATimeTakesOver() throws Exception {
        door();
        try (Predecessor first = ask().orElseThrow()) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessageContaining("another process");
            first.replace(OWN);
            assertThat(released).hasSize(1);
        }
    }

    @Test
    void whereNobodyRunsThereIsNothingToTake() throws Exception {
        assertThat(ask()).isEmpty();
        door().close();
        assertThat(path).doesNotExist();
        Files.createFile(path);
        assertThat(ask()).as("a path that nobody answers at").isEmpty();
    }

    @Test
    void whoEndsAfterHavingHandedOverLeavesThePathToTheNewerProcess() throws Exception {
        HandoverDoor older = door();
        Predecessor taken = ask().orElseThrow();
        taken.replace(OWN);
        door();
        older.close();
        assertThat(ask()).isPresent();
    }

    @Test
    void thePathIsForItsOwnerAlone() throws Exception {
        door();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void processesOfOtherUsersGetNothingAndAreNotBelieved() throws Exception {
        Owner other = new Owner(Owner.ofProcess().uid() + 1);
        door(other, Patience.LIMIT);
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessageContaining("is of user");
        door();
        assertThatThrownBy(() -> Predecessor.ask(path, loops, other, Patience.LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is of user");
        assertThat(released).isEmpty();
    }

    static Stream<Arguments> newcomers() {
        return Stream.of(
                arguments("another version", "acexy-handover 2\n", "not understood: this one speaks acexy-handover 1"),
                arguments("another protocol", "GET / HTTP/1.1\r\n\r\n", "not understood"),
                arguments("the last word first", "ready\n", "not understood"),
                arguments(
                        "ready without having read", "acexy-handover 1\nready 1 " + OWN.key() + "\n", "not understood"),
                arguments("a line without end", "x".repeat(600), "frame length"),
                arguments("noise", "\0\u0001\u0002\u007f\n", "not understood"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("newcomers")
    void whoDoesNotKeepToTheWordsIsToldSoAndTheOlderProcessGoesOn(String sentence, String said, String answer)
            throws Exception {
        door();
        try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            peer.write(ByteBuffer.wrap(said.getBytes(StandardCharsets.US_ASCII)));
            String heard = new String(Channels.newInputStream(peer).readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(heard).as(sentence).contains("no ").contains(answer);
            ask().orElseThrow().replace(OWN);
            assertThat(released).hasSize(1);
        }
    }

    @Test
    void whoSaysNothingIsLeftAfterAWhile() throws Exception {
        door(Owner.ofProcess(), SHORT);
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            String heard = new String(Channels.newInputStream(silent).readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(heard).isEqualTo("no it has taken too long\n");
            assertThat(released).isEmpty();
        }
    }

    static Stream<Arguments> olderOnes() {
        return Stream.of(
                arguments("another protocol", "220 smtp.example.com", 0, "does not understand"),
                arguments("a refusal", "no not now", 0, "the running process says: not now"),
                arguments("a way to nowhere", "way 0 x", 0, "does not understand"),
                arguments(
                        "more ways than there may be",
                        ("way 1 " + OWN.key() + "\n").repeat(33) + "listeners play",
                        1,
                        "more processes than there may be"),
                arguments("more listeners than there are", "listeners play,play", 0, "does not understand"),
                arguments("one descriptor too many", "listeners play", 2, "the running process"),
                arguments("one descriptor too few", "listeners play,tls", 1, "does not answer"),
                arguments("nothing", "", 0, "does not answer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("olderOnes")
    void anOlderProcessThatDoesNotKeepToTheWordsIsNotTakenOver(
            String sentence, String said, int descriptors, String complaint) throws Exception {
        FakeOlder.at(path, loops, said, descriptors, listening);
        assertThatThrownBy(() -> Predecessor.ask(path, loops, Duration.ofMillis(500))
                        .orElseThrow()
                        .replace(OWN))
                .as(sentence)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(complaint);
    }
}
