package io.acexy.core.stream;

import java.time.Duration;

/**
 * What a stream has done since it was opened, whoever came and went.
 *
 * @param players who have had a seat
 * @param publishedBytes media bytes that came from engines, and were published
 * @param deliveredBytes media bytes that players were given, all together
 * @param skips how often players were overtaken
 * @param continuityErrors packets missing or repeated in what engines sent
 * @param engineSwitches how often another session, mostly of another engine, has taken over
 * @param lost the media time that was missing at those, as far as clocks tell
 */
public record StreamTotals(
        long players,
        long publishedBytes,
        long deliveredBytes,
        long skips,
        long continuityErrors,
        int engineSwitches,
        Duration lost) {

    /** Nothing yet. */
    public static final StreamTotals NONE = new StreamTotals(0, 0, 0, 0, 0, 0, Duration.ZERO);

    StreamTotals plus(StreamTotals more) {
        return new StreamTotals(
                players + more.players,
                publishedBytes + more.publishedBytes,
                deliveredBytes + more.deliveredBytes,
                skips + more.skips,
                continuityErrors + more.continuityErrors,
                engineSwitches + more.engineSwitches,
                lost.plus(more.lost));
    }

    /** Only what players have to do with. */
    StreamTotals withoutEngines() {
        return new StreamTotals(players, 0, deliveredBytes, skips, 0, 0, Duration.ZERO);
    }

    StreamTotals plusPlayer() {
        return plus(new StreamTotals(1, 0, 0, 0, 0, 0, Duration.ZERO));
    }
}
