package io.acexy.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The page as files: that all are served, are small, and are what their authors have published. */
class PageFilesTest {

    private static final int MOST_RAW = 1_000_000;
    private static final int MOST_PACKED = 300_000;
    private static final String PACKED = ".gz";

    private final Path folder = Path.of("src/main/resources/io/acexy/server/page");

    @Test
    void everyFileOfThePageIsServedAndNoOther() throws IOException {
        assertThat(files()).containsExactlyInAnyOrderElementsOf(served());
    }

    private static List<String> served() {
        return Stream.concat(PageDoor.FILES.stream(), Stream.of("index.html", "vendor/SHA256SUMS"))
                .toList();
    }

    /** Without the ending of those that are in the jar packed. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .map(name -> name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name)
                    .toList();
        }
    }

    @Test
    void allOfItIsAtMostAMegabyteAndPackedAtMostThreeHundredKilobytes() throws IOException {
        int raw = 0;
        int packed = 0;
        for (String name : files()) {
            if (!name.equals("vendor/SHA256SUMS")) {
                byte[] content = content(name);
                raw += content.length;
                packed += Files.exists(folder.resolve(name + PACKED))
                        ? (int) Files.size(folder.resolve(name + PACKED))
                        : pack(content).length;
            }
        }
        assertThat(raw).isLessThanOrEqualTo(MOST_RAW);
        assertThat(packed).isLessThanOrEqualTo(MOST_PACKED);
    }

    @Test
    void whatOthersHaveWrittenIsWhatTheyHavePublished() throws Exception {
        Map<String, String> wanted = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("vendor/SHA256SUMS"))) {
            wanted.put(line.substring(66), line.substring(0, 64));
        }
        Map<String, String> found = new TreeMap<>();
        for (String name : files()) {
            if (name.startsWith("vendor/") && !name.equals("vendor/SHA256SUMS")) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(content(name));
                found.put(name.substring("vendor/".length()), HexFormat.of().formatHex(sum));
            }
        }
        assertThat(found).isEqualTo(wanted).isNotEmpty();
    }

    @Test
    void theLicenceOfEachPackageIsThere() throws IOException {
        String licences = new String(content("vendor/LICENSES.txt"), StandardCharsets.UTF_8);
        assertThat(licences).contains("mpegts.js 1.8.2", "hls.js 1.7.4", "uPlot 1.6.32");
        assertThat(licences).contains("Apache License", "The MIT License");
    }

    @Test
    void nothingInThePageIsInlineOrFromElsewhere() throws IOException {
        String page = new String(content("index.html"), StandardCharsets.UTF_8);
        assertThat(page)
                .doesNotContain(" style=", "<style", "javascript:", " onclick=")
                .doesNotContainPattern("<script>");
        String own = files().stream()
                .filter(name -> !name.startsWith("vendor/") && !name.equals("icon.svg"))
                .map(this::text)
                .collect(Collectors.joining("\n"));
        assertThat(own).doesNotContainPattern("https?://[a-z]").doesNotContain("innerHTML", "eval(");
    }

    private String text(String name) {
        try {
            return new String(content(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] content(String name) throws IOException {
        Path packed = folder.resolve(name + PACKED);
        if (!Files.exists(packed)) {
            return Files.readAllBytes(folder.resolve(name));
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(packed)))) {
            return in.readAllBytes();
        }
    }

    private static byte[] pack(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
