package io.acexy.server.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.ViewingStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlayerBookTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));

    private final PlayerBook book = new PlayerBook();
    private final AtomicInteger kicked = new AtomicInteger();

    private PlayerBook.Entry enter(PlayerForm form, AtomicLong delivered) {
        return book.enter(
                new PlayerBook.Wish(CONTENT, form, null),
                new PlayerBook.Watched(
                        () -> new ViewingStatus(null, true, Duration.ZERO, delivered.get(), 0, 0, null),
                        delivered::get,
                        kicked::incrementAndGet));
    }

    @Test
    void playersAndTheirBytesAreCountedByFormAndThoseWhoHaveGoneAreNotForgotten() {
        AtomicLong bytes = new AtomicLong(1_000);
        enter(PlayerForm.TS, bytes);
        PlayerBook.Entry goes = enter(PlayerForm.TS, bytes);
        enter(PlayerForm.HLS, bytes);
        assertThat(book.served())
                .containsEntry(PlayerForm.TS, new PlayerBook.Served(2, 2_000))
                .containsEntry(PlayerForm.HLS, new PlayerBook.Served(1, 1_000))
                .containsEntry(PlayerForm.FILM, new PlayerBook.Served(0, 0));
        goes.strike();
        goes.strike();
        assertThat(book.served()).containsEntry(PlayerForm.TS, new PlayerBook.Served(1, 2_000));
        assertThat(book.count()).isEqualTo(2);
    }

    @Test
    void whatWasToldNeverFalls() {
        AtomicLong bytes = new AtomicLong(5_000);
        enter(PlayerForm.FILM, bytes);
        book.served();
        bytes.set(4_000); // as while a player is in neither count
        assertThat(book.served().get(PlayerForm.FILM).delivered()).isEqualTo(5_000);
    }

    @Test
    void whoIsKnownIsSentAwayAndNobodyElse() {
        PlayerBook.Entry entry = enter(PlayerForm.TS, new AtomicLong());
        long id = book.statuses().get(0).id();
        assertThat(book.kick(id)).isTrue();
        assertThat(kicked).hasValue(1);
        entry.strike();
        assertThat(book.kick(id)).isFalse();
        assertThat(kicked).hasValue(1);
    }
}
