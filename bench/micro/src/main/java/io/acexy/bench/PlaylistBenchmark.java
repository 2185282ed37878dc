package io.acexy.bench;

import io.acexy.server.m3u.Playlist;
import io.acexy.server.m3u.Rewriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** A playlist of 20,000 entries, 4.6 MB, from memory to memory. One operation is the whole list. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlaylistBenchmark extends HotPathBenchmark {

    private static final int ENTRIES = 20_000;

    private byte[] list;

    /** Writes the list. */
    @Setup
    public void write() {
        StringBuilder text = new StringBuilder("#EXTM3U x-tvg-url=\"http://guide.example/all.xml.gz\"\n");
        for (int i = 0; i < ENTRIES; i++) {
            text.append("#EXTINF:-1 tvg-id=\"channel")
                    .append(i)
                    .append(".es\" tvg-name=\"Canal número ")
                    .append(i);
            text.append("\" tvg-logo=\"https://pictures.example/logos/channel")
                    .append(i)
                    .append(".png\" group-title=\"");
            text.append("Group ")
                    .append(i % 40)
                    .append("\",Canal número ")
                    .append(i)
                    .append("\nacestream://");
            text.append(String.format(Locale.ROOT, "%040x", i)).append('\n');
        }
        list = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Puts other addresses in, as for {@code /playlist.m3u?url=}. */
    @Benchmark
    public int rewrite() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(list.length);
        int count = Rewriter.rewrite(
                new ByteArrayInputStream(list),
                out,
                link -> "http://tv.lan:8080/ace/getstream?id=" + link.content().value());
        require(count == ENTRIES, "every address is replaced");
        return out.size();
    }

    /** Takes it apart into entries, as for the merged list. */
    @Benchmark
    public void read(Blackhole entries) throws IOException {
        Playlist.read(new ByteArrayInputStream(list), entries::consume);
    }
}
