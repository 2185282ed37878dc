package io.acexy.server.limits;

import io.acexy.server.http.Household;
import io.acexy.server.http.Request;
import java.util.Optional;

/**
 * Who wants something, as far as limits tell people apart.
 *
 * @param address that of his {@link Household}; empty where it is not known
 * @param holder the name of the key that he has shown; empty where he has shown none
 * @param device by which he is known again; nothing where it cannot be
 */
public record Who(String address, String holder, Optional<Device> device) {

    /** Whoever asks: behind a trusted proxy its client, and otherwise the other end of the connection. */
    public static Who of(Request request) {
        String household = request.origin()
                .client()
                .or(() -> request.origin().address())
                .map(address -> Household.of(address).toString())
                .orElse("");
        return new Who(household, request.trail().holder(), Device.of(request));
    }
}
