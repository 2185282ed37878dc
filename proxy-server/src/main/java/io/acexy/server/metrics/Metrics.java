package io.acexy.server.metrics;

import io.acexy.core.Bugs;
import io.acexy.core.stream.StreamListener;
import io.acexy.server.config.MetricsConfig;
import io.acexy.server.http.Route;
import io.acexy.server.selection.ChoiceListeners;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is measured for machines that watch; nothing at all where the settings want none. Made before what is measured,
 * which gets its listeners from here and is then watched. Any thread.
 */
public final class Metrics implements AutoCloseable {

    private final Optional<Board> board;

    private Metrics(Optional<Board> board) {
        this.board = board;
    }

    /**
     * As the settings want it.
     *
     * @param bugs hears of mistakes, and is counted
     */
    public static Metrics of(MetricsConfig config, Bugs bugs) {
        return new Metrics(config.on() ? Optional.of(new Board(config, bugs)) : Optional.empty());
    }

    /** Has to hear of streams. */
    public List<StreamListener> streams() {
        return board.map(Board::streams).orElse(List.of());
    }

    /** Has to hear of films' sessions. */
    public List<StreamListener> films() {
        return board.map(Board::films).orElse(List.of());
    }

    /** Has to hear of how engines are come by. */
    public ChoiceListeners choice() {
        return board.map(Board::choice).orElse(ChoiceListeners.NONE);
    }

    /** From now on tells of these, too. Before the first request. */
    public void watch(Watched watched) {
        board.ifPresent(one -> one.watch(watched));
    }

    /** From now on measures how late these are. */
    public void measure(Iterable<EventExecutor> loops) {
        board.ifPresent(one -> one.measure(loops));
    }

    /** What is served. */
    public List<Route> routes() {
        return board.map(Board::routes).orElse(List.of());
    }

    @Override
    public void close() {
        board.ifPresent(Board::close);
    }
}
