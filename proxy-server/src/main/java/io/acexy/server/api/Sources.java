package io.acexy.server.api;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.admin.EngineOffice;
import io.acexy.server.admin.History;
import io.acexy.server.admin.LimitView;
import io.acexy.server.admin.Pulse;
import io.acexy.server.admin.Troubles;
import io.acexy.server.play.PlayerBook;
import java.util.List;
import java.util.function.Supplier;

/**
 * What there is to be told, and by whom. All of it may be asked on any thread, and nothing waits.
 *
 * @param streams what plays
 * @param players who plays
 * @param engines from where
 * @param history what happened
 * @param troubles what went wrong last
 * @param pulse how much goes in and out
 * @param limits what may be
 */
public record Sources(
        StreamRegistry streams,
        PlayerBook players,
        EngineOffice engines,
        History history,
        Troubles troubles,
        Pulse pulse,
        Supplier<List<LimitView>> limits) {}
