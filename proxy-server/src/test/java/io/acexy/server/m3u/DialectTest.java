package io.acexy.server.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.m3u.StrictReaders.Seen;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code cases} has a list as people write it, and what is right of it: the same but for addresses of contents. */
@AlikeOnEveryJvm
class DialectTest {

    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(DialectTest.class.getResource("cases").toURI());
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    private static byte[] rewritten(byte[] list) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rewriter.rewrite(
                new ByteArrayInputStream(list),
                out,
                link -> "http://tv.lan:8080/ace/getstream?"
                        + link.content().kind().parameter() + "="
                        + URLEncoder.encode(link.content().value(), StandardCharsets.UTF_8) + link.options());
        return out.toByteArray();
    }

    /** As a program reads it that knows codings. */
    private static String text(byte[] list) {
        Coding coding = Coding.of(list, list.length);
        return coding.meaning(coding.raw(list, 0, list.length)).replace("\ufeff", "");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onlyAddressesOfContentsChange(Path folder) throws IOException {
        byte[] right = Files.readAllBytes(folder.resolve("right.m3u"));
        byte[] once = rewritten(Files.readAllBytes(folder.resolve("in.m3u")));
        assertThat(once).isEqualTo(right);
        assertThat(rewritten(once)).isEqualTo(right);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void playersSeeTheSameNamesIdsAndGroups(Path folder) throws IOException {
        String before = text(Files.readAllBytes(folder.resolve("in.m3u")));
        String behind = text(rewritten(Files.readAllBytes(folder.resolve("in.m3u"))));
        assertThat(StrictReaders.jellyfin(behind, true)).isEqualTo(StrictReaders.jellyfin(before, true));
        assertThat(StrictReaders.iptvsimple(behind)).isEqualTo(StrictReaders.iptvsimple(before));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aListIsReadTheSameInPiecesOfAnySize(Path folder) throws IOException {
        byte[] in = Files.readAllBytes(folder.resolve("in.m3u"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rewriter.rewrite(
                new ByteArrayInputStream(in) {
                    @Override
                    public synchronized int read(byte[] to, int offset, int length) {
                        return super.read(to, offset, Math.min(length, 1));
                    }
                },
                out,
                link -> "http://tv.lan:8080/ace/getstream?"
                        + link.content().kind().parameter() + "="
                        + URLEncoder.encode(link.content().value(), StandardCharsets.UTF_8) + link.options());
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(folder.resolve("right.m3u")));
    }

    @Test
    void jellyfinSeesWhatItHadLeftOut() throws Exception {
        Path folder = cases().filter(path -> path.endsWith("plain")).findFirst().orElseThrow();
        byte[] in = Files.readAllBytes(folder.resolve("in.m3u"));
        assertThat(StrictReaders.jellyfin(text(in), false)).isEmpty();
        assertThat(StrictReaders.jellyfin(text(rewritten(in)), false)).containsExactly(new Seen("A", "a", "G", "", ""));
    }

    @Test
    void thereAreAsManyCasesAsAreAskedFor() throws Exception {
        assertThat(cases().count()).isGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void entriesAreFoundWithTheirNames(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Playlist.read(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("in.m3u"))), entries::add);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.name()).isNotBlank());
        if (!folder.endsWith("nothing")) {
            assertThat(entries).isNotEmpty();
        }
    }
}
