package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Program;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayersTest {

    /** More than two seconds of it, in whole packets. */
    private static final int ENOUGH = 188 * 2_000;

    /** What mpv says when the machine has not let it run in time: where media is late, it says that it waits for that. */
    private static final String UNDERRUN = "Audio device underrun detected.\n";

    /** What mpv says of the machine, and not of what it plays: it decodes picture and sound on threads of their own. */
    private static final String TOO_SLOW =
            """

            Audio/Video desynchronisation detected! Possible reasons include too slow
            hardware, temporary CPU spikes, broken drivers, and broken files. Audio
            position will not match to the video (see A-V status field).

            """;

    private static final String UNTIL_EIGHT_SECONDS =
            """
            mp.observe_property("time-pos", "number", function(_, time)
                if time and time >= 8 then
                    mp.msg.warn("seen enough")
                    mp.command("quit")
                end
            end)
            """;

    private AcexyProcess demo;
    private String url;

    @BeforeAll
    void start() throws Exception {
        demo = AcexyProcess.start("--demo", "--listen-addr=127.0.0.1:0", "--orch-timeout=1m", "--linger=1h");
        url = demo.await("/ace/getstream?id=").strip();
        // The demo's engine takes as long as a real one for its first media.
        try (InputStream media = URI.create(url).toURL().openStream()) {
            assertThat(media.readNBytes(188)).hasSize(188);
        }
    }

    @AfterAll
    void stop() throws Exception {
        demo.terminate();
        assertThat(demo.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
        assertThat(demo.output()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        demo.close();
    }

    @Test
    void ffmpegDecodesItWithoutAWarning() throws Exception {
        assertThat(decode(url, 5)).isEmpty();
    }

    private static String decode(String input, int seconds) throws Exception {
        Program.Result ffmpeg = Program.run(
                "ffmpeg",
                "-nostdin",
                "-hide_banner",
                "-v",
                "warning",
                "-i",
                input,
                "-t",
                Integer.toString(seconds),
                "-f",
                "null",
                "-");
        assertThat(ffmpeg.exitCode()).as(ffmpeg.output()).isZero();
        return ffmpeg.output();
    }

    @Test
    void mpvPlaysItWithoutAWarning() throws Exception {
        Program.Result mpv = Program.run(
                "mpv",
                "--no-config",
                "--msg-level=all=warn",
                "--vo=null",
                "--ao=pcm",
                "--ao-pcm-file=/dev/null",
                "--untimed",
                "--length=4",
                url);
        assertThat(mpv.output().replace(TOO_SLOW, "")).isBlank();
        assertThat(mpv.exitCode()).isZero();
    }

    @Test
    void ffmpegDecodesItsHlsWithoutAWarning() throws Exception {
        assertThat(decode(hls(), 8)).isEmpty();
    }

    /** What it says after it has seen enough is of a list that it no longer waits for. */
    @Test
    void mpvPlaysItsHlsWithoutAWarning(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("eight.lua"), UNTIL_EIGHT_SECONDS);
        Program.Result mpv = Program.run(
                "mpv", "--no-config", "--msg-level=all=warn", "--vo=null", "--ao=null", "--script=" + script, hls());
        assertThat(mpv.output().replace(TOO_SLOW, "").replace(UNDERRUN, "")).startsWith("[eight] seen enough");
        assertThat(mpv.exitCode()).isZero();
    }

    private String hls() {
        return url.replace("/ace/getstream?", "/ace/manifest.m3u8?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http1.0"})
    void curlSavesWhatFfmpegDecodes(String version, @TempDir Path folder) throws Exception {
        Path saved = folder.resolve("channel.ts");
        assertThat(save(saved, ENOUGH, version)).contains("200 OK").contains("video/mp2t");
        assertThat(Files.size(saved)).isEqualTo(ENOUGH);
        assertThat(decode(saved.toString(), 2)).isEmpty();
    }

    /** So many bytes of the stream, which never ends by itself; returns the head of the answer. */
    private String save(Path file, int bytes, String option) throws Exception {
        Path head = file.resolveSibling("head");
        String script = "curl -sS -D \"$1\" $2 \"$3\" 2>/dev/null | head -c $4 >\"$5\"";
        Program.run("sh", "-c", script, "sh", head.toString(), option, url, Integer.toString(bytes), file.toString());
        return Files.readString(head);
    }

    @Test
    void curlAsksForTheHeadAloneAndForARange(@TempDir Path folder) throws Exception {
        Program.Result head = Program.run("curl", "-sSI", url);
        assertThat(head.exitCode()).as(head.output()).isZero();
        assertThat(head.output()).startsWith("HTTP/1.1 200 OK").contains("video/mp2t");
        assertThat(save(folder.resolve("range"), 188, "--range 0-99")).contains("200 OK");
    }

    @Test
    void curlReadsTheStatusAndTheReasonOfARefusal() throws Exception {
        String base = url.substring(0, url.indexOf("/ace/"));
        Program.Result status = Program.run("curl", "-sS", base + "/ace/status");
        assertThat(status.exitCode()).isZero();
        assertThat(JsonText.object(status.output())).containsKeys("streams", "clients");
        Program.Result refusal = Program.run("curl", "-sS", "--data", "x=1", base + "/ace/getstream?id=1");
        assertThat(refusal.output()).contains("use GET");
    }
}
