package io.acexy.server.http;

import java.util.Optional;

/** Who may. Asked before every handler, on the connection's loop; never waits. */
public interface Gate {

    /** Everybody may do everything. */
    Gate OPEN = (request, area) -> Optional.empty();

    /** Why a request is refused; nothing when it may pass. */
    Optional<Failure> refusal(Request request, Area area);
}
