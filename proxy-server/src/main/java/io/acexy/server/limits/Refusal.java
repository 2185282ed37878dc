package io.acexy.server.limits;

import io.acexy.server.http.Failure;

/**
 * There is no place.
 *
 * @param limit the first that stands against it
 * @param why for whom it turns away
 * @param waits whether the same device has places, one of which may just be closing
 */
public record Refusal(Limit limit, Failure why, boolean waits) implements Admission {}
