package io.acexy.it.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Program;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.FilmFile;
import io.acexy.testkit.Ffmpeg;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs that search in real films. */
class FilmProgramsTest {

    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(1, Map.of(), FilmFile.of(EndlessMedia.testPattern(), 20));
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private String url() {
        return house.proxy().url(House.FILM.byId());
    }

    @Test
    void ffmpegSearchesInATransportStreamAndDecodesFromThere() throws Exception {
        Program.Result ffmpeg = Program.run(
                "ffmpeg",
                "-nostdin",
                "-hide_banner",
                "-v",
                "error",
                "-ss",
                "250",
                "-i",
                url(),
                "-t",
                "3",
                "-f",
                "framecrc",
                "-");
        assertThat(ffmpeg.exitCode()).as(ffmpeg.output()).isZero();
        assertThat(ffmpeg.output().lines().filter(line -> line.startsWith("0,")))
                .hasSizeGreaterThan(50);
        assertThat(House.counted(house.engine(0)).maxReadersPerSession()).isEqualTo(1);
    }

    @Test
    void ffmpegSearchesInAMatroskaFileByItsIndex(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("film.mkv");
        Program.run(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=d=60:r=10:s=320x180",
                "-g",
                "20",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                file.toString());
        house.broadcaster().assign(House.FILM.infohash(), io.acexy.simulator.media.Film.of(FilmFile.of(file)));
        assertThat(Ffmpeg.warningsOf(url(), "-t", "1")).isEmpty();
        Program.Result ffmpeg = Program.run(
                "ffmpeg", "-nostdin", "-hide_banner", "-v", "error", "-ss", "50", "-i", url(), "-f", "framecrc", "-");
        assertThat(ffmpeg.exitCode()).as(ffmpeg.output()).isZero();
        assertThat(ffmpeg.output().lines().filter(line -> line.startsWith("0,")))
                .hasSize(100);
    }

    @Test
    void mpvSearchesInIt() throws Exception {
        Program.Result mpv = Program.run(
                "mpv",
                "--no-config",
                "--msg-level=all=error",
                "--vo=null",
                "--ao=null",
                "--untimed",
                "--start=100",
                "--length=3",
                url());
        assertThat(mpv.output()).isBlank();
        assertThat(mpv.exitCode()).isZero();
    }
}
