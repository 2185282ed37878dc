package io.acexy.server.play;

import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Query;
import io.acexy.server.http.Request;

/**
 * What a client asks of an engine.
 *
 * @param play what it wants to play
 * @param hls whether as HLS
 * @param events whether it wants an {@code event_url}
 * @param clientSession its own number of the session, which is told back; -1 for none
 */
record GuestWish(PlayWish play, boolean hls, boolean events, int clientSession) {

    /**
     * What a request asks for.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    static GuestWish of(Request request, boolean hls) {
        Query query = request.query();
        boolean events = query.first("use_api_events").filter("1"::equals).isPresent();
        PlayWish play = PlayWish.of(query).by(HopDoor.hops(request), request.connection());
        return new GuestWish(play, hls, events, number(query));
    }

    private static int number(Query query) {
        try {
            return Integer.parseInt(query.first("client_session_id").orElse("-1"));
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
