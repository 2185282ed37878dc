package io.acexy.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film's bytes can be read from anywhere and are always the same. */
final class FilmBytesTest {

    private static final long GIBI = 1L << 30;

    private static byte[] read(FilmBytes bytes, long from, int length) {
        ByteBuf out = Unpooled.buffer(length);
        bytes.copy(from, length, out);
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    @Test
    void anyRunIsTheSamePieceOfTheWhole() {
        EndlessMedia broadcast = EndlessMedia.testPattern();
        Random random = new Random(1);
        for (FilmBytes film : List.of(
                FilmBytes.pattern(10_001, 7),
                FilmBytes.of(broadcast, 50),
                FilmBytes.of(read(FilmBytes.pattern(999, 1), 0, 999)))) {
            byte[] whole = read(film, 0, (int) film.length());
            assertThat(whole).hasSize((int) film.length());
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(whole.length);
                int length = random.nextInt(whole.length - from + 1);
                assertThat(read(film, from, length)).isEqualTo(Arrays.copyOfRange(whole, from, from + length));
            }
        }
    }

    @Test
    void aPatternIsAsLargeAsWantedAndOtherForEachPlaceAndSeed() {
        FilmBytes film = FilmBytes.pattern(3 * GIBI + 5, 1);
        byte[] end = read(film, 3 * GIBI - 4, 9);
        assertThat(end).hasSize(9);
        assertThat(read(film, 8, 64)).isNotEqualTo(read(film, 16, 64));
        assertThat(read(FilmBytes.pattern(100, 1), 0, 64)).isNotEqualTo(read(FilmBytes.pattern(100, 2), 0, 64));
    }

    @Test
    void theFirstWrongByteIsFound() {
        FilmBytes film = FilmBytes.pattern(1000, 3);
        byte[] received = read(film, 300, 500);
        assertThat(film.mismatch(300, received)).isEqualTo(-1);
        assertThat(film.mismatch(301, received)).isEqualTo(301);
        received[20] ^= 1;
        assertThat(film.mismatch(300, received)).isEqualTo(320);
        assertThat(film.mismatch(900, read(film, 900, 100))).isEqualTo(-1);
        assertThat(film.mismatch(900, Arrays.copyOf(read(film, 900, 100), 101))).isEqualTo(1000);
    }

    @Test
    void aFileIsServedAsItIs(@TempDir Path directory) throws Exception {
        byte[] bytes = read(FilmBytes.pattern(5000, 1), 0, 5000);
        FilmFile film = FilmFile.of(Files.write(directory.resolve("Holiday.MP4"), bytes));
        assertThat(film.type()).isEqualTo("video/mp4");
        assertThat(film.name()).isEqualTo("Holiday.MP4");
        assertThat(film.bytes().mismatch(0, bytes)).isEqualTo(-1);
    }

    @Test
    void aBroadcastBecomesAFilmOfAnyLength() {
        EndlessMedia broadcast = EndlessMedia.testPattern();
        FilmFile film = FilmFile.of(broadcast, 3);
        assertThat(film.duration()).contains(broadcast.duration().multipliedBy(3));
        long last = 3L * broadcast.packets() - 1;
        assertThat(read(film.bytes(), last * EndlessMedia.PACKET_SIZE, EndlessMedia.PACKET_SIZE))
                .isEqualTo(broadcast.bytes(last, 1));
    }
}
