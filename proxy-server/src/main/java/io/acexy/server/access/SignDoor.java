package io.acexy.server.access;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.settings.DurationKind;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives signed addresses to whoever administers. Any thread; never waits. */
public final class SignDoor {

    /** How long an address may be valid. */
    public static final DurationKind TIMES = DurationKind.between(Duration.ofSeconds(1), Duration.ofDays(3650));

    private final Signatures signatures;
    private final BaseUrl base;

    public SignDoor(Signatures signatures, BaseUrl base) {
        this.signatures = signatures;
        this.base = base;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.POST, "/api/v1/signed-urls", Area.ADMIN, Handler.now(this::sign)));
    }

    private Answer sign(Request request) {
        if (!signatures.canSign()) {
            return new Failure(
                            FailureKind.NOT_SUPPORTED,
                            "there is no secret to sign with",
                            "set acexy.access.sign.secret or acexy.access.sign.secret.file",
                            Duration.ZERO)
                    .problem();
        }
        try {
            String url = wanted(request, "url");
            String signed = signatures.sign(
                    url, TIMES.parse(wanted(request, "expires")), given(request, "network"), given(request, "holder"));
            String whole = signed.startsWith("/") ? base.withoutKey(request) + signed : signed;
            return Answer.json(JsonBody.of(json -> json.writeStringField("url", whole)));
        } catch (IllegalArgumentException | BadRequestException e) {
            return new Failure(
                            FailureKind.BAD_REQUEST,
                            String.valueOf(e.getMessage()),
                            "GET /api/v1/openapi.json says what may be",
                            Duration.ZERO)
                    .problem();
        }
    }

    private static String wanted(Request request, String name) {
        return given(request, name).orElseThrow(() -> new BadRequestException("'" + name + "' must be given"));
    }

    private static Optional<String> given(Request request, String name) {
        request.query().require(name);
        return request.query().first(name).filter(value -> !value.isBlank());
    }
}
