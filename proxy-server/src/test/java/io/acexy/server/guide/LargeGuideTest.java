package io.acexy.server.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@AlikeOnEveryJvm
class LargeGuideTest {

    @TempDir
    private Path dir;

    /** 3 kB each; bench/guide.sh tries 100,000 of them, which are 300 MB, in 64 MB. */
    private static final int PROGRAMMES = Integer.getInteger("guide.programmes", 15_000);

    private static final String MEMORY = System.getProperty("guide.memory", "32m");

    /** So that it has to be let go of while it is read. */
    @Test
    void aGuideIsLargerThanTheMemoryThatItIsReadIn() throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path printed = dir.resolve("printed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEMORY,
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes,
                        LargeGuide.class.getName(),
                        dir.toString(),
                        Integer.toString(PROGRAMMES))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(printed);
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said).contains("programmes=" + PROGRAMMES / 2 + " ").contains("on=true");
        } finally {
            process.destroyForcibly();
        }
    }
}
