package io.acexy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class BugsTest {

    @Test
    void brokenConnectionsAndWhatCodecsSayOfBytesAreNoMistakesOfOurs() {
        List<Throwable> theirs = List.of(
                new IOException("Connection reset by peer"),
                new ClosedChannelException(),
                new ConnectTimeoutException(),
                new UnknownHostException("a.test"),
                new TooLongFrameException(),
                new DecoderException("Input is not in the GZIP format"),
                new DecoderException("decompression failure", new DataFormatException("invalid block type")),
                new PrematureChannelClosureException(),
                new NotYetConnectedException(),
                new UnresolvedAddressException(),
                new DecoderException(new IOException("broken")));
        assertThat(theirs).noneMatch(Bugs::isOurs);
    }

    @Test
    void everythingElseIsAlsoWhereACodecHasWrappedIt() {
        List<Throwable> ours = List.of(
                new IllegalStateException(),
                new NullPointerException(),
                new OutOfMemoryError("refused"),
                new AssertionError(),
                new DecoderException(new IndexOutOfBoundsException()),
                new DecoderException(new DecoderException(new ClassCastException())));
        assertThat(ours).allMatch(Bugs::isOurs);
    }

    @Test
    void aTaskThatThrowsIsReportedAndWhatItWasForIsEnded() {
        Bugs bugs = new Bugs();
        List<String> ended = new ArrayList<>();
        bugs.run("test", BugsTest::mistake, () -> ended.add("it"));
        bugs.guard("test", BugsTest::mistake).run();
        bugs.run("test", () -> {}, () -> ended.add("what goes on"));
        assertThat(bugs.count()).isEqualTo(2);
        assertThat(ended).containsExactly("it");
    }

    @Test
    void anEndThatThrowsAsWellIsReportedToo() {
        Bugs bugs = new Bugs();
        bugs.run("test", BugsTest::mistake, BugsTest::mistake);
        assertThat(bugs.count()).isEqualTo(2);
    }

    private static void mistake() {
        throw new IllegalStateException("a deliberate mistake");
    }

    @Test
    void eachIsCountedAlsoInABurst() {
        Bugs bugs = new Bugs();
        for (int i = 0; i < 100; i++) {
            bugs.report("test", new IllegalStateException("a deliberate mistake"));
        }
        assertThat(bugs.count()).isEqualTo(100);
    }
}
