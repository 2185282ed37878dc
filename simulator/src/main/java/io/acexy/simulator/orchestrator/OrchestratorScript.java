package io.acexy.simulator.orchestrator;

/**
 * The named ways in which an orchestrator behaves. There is one script of each {@link Scope} at a time; scripts of different
 * scopes act together. All may be switched while it runs. Those of scope {@link Scope#TRANSPORT} can also be set for a single
 * endpoint, where they outweigh what is set for all.
 */
public enum OrchestratorScript {
    NORMAL(Scope.ALL, "Everything works; setting it lifts every other script."),

    REFUSING(Scope.SERVER, "The port is closed and every connection reset; engines and state live on."),

    FROZEN(
            Scope.TRANSPORT,
            "Requests are accepted and not answered; once lifted they are carried out, also those of clients that left."),
    FREEZES_BY_TURNS(Scope.TRANSPORT, "The API stands still for seconds, again and again, as with a hung engine."),
    SLOW_DRIP(Scope.TRANSPORT, "Answers come a few bytes at a time."),
    TRUNCATED_JSON(Scope.TRANSPORT, "Bodies end in the middle, though the answer is complete as HTTP."),
    CUT_BODY(Scope.TRANSPORT, "The connection closes in the middle of the body."),
    RESET_BODY(Scope.TRANSPORT, "The connection is reset in the middle of the body."),
    EMPTY_REPLY(Scope.TRANSPORT, "The connection closes without a byte, and nothing is carried out."),
    LOST_ANSWER(Scope.TRANSPORT, "Requests are carried out, and the connection is reset instead of an answer."),
    STALE_CONNECTIONS(
            Scope.TRANSPORT,
            "A connection that has served a request closes when the next one arrives, and nothing is carried out."),
    HTML_200(Scope.TRANSPORT, "Every answer is 200 with a page of HTML; nothing is carried out."),
    HTML_502(Scope.TRANSPORT, "Every answer is a reverse proxy's 502 in HTML; nothing is carried out."),
    HTML_504(Scope.TRANSPORT, "Every answer is a reverse proxy's 504 in HTML; nothing is carried out."),
    TEXT_500(Scope.TRANSPORT, "Every answer is 500 `Internal Server Error` in plain text; nothing is carried out."),
    TOO_MANY_REQUESTS(Scope.TRANSPORT, "Every answer is 429 with `Retry-After`; nothing is carried out."),
    UNAVAILABLE(Scope.TRANSPORT, "Every answer is 503 with `Retry-After`; nothing is carried out."),
    HUGE_BODY(Scope.TRANSPORT, "Bodies are filled up to many megabytes."),

    PROVISION_PERMANENT_500(Scope.PROVISIONING, "Provisioning fails for good: 500 `general_error`, not to be retried."),
    PROVISION_LEAKS_SLOT(Scope.PROVISIONING, "Provisioning fails the same way, and each failure takes up a replica."),
    PROVISION_VPN_ERROR(Scope.PROVISIONING, "Provisioning fails over the VPN: 503 `vpn_error`."),
    PROVISION_SUCCESS_500(Scope.PROVISIONING, "The engine starts, and the answer is 500 in plain text."),
    PROVISION_SUCCESS_LOST(Scope.PROVISIONING, "The engine starts, and the connection is reset instead of an answer."),
    PROVISION_SUCCESS_SILENT(Scope.PROVISIONING, "The engine starts, and no answer ever comes."),
    PROVISION_NO_ENGINE(Scope.PROVISIONING, "The answer is a success, and the engine never appears."),

    EVENTS_REFUSED(Scope.EVENTS, "Events are answered 503 and have no effect."),
    EVENTS_FAIL(Scope.EVENTS, "Events are answered 500 in plain text and have no effect."),
    EVENTS_LOST_ANSWER(Scope.EVENTS, "Events have their effect, and the connection is reset instead of an answer."),
    EVENTS_END_HANGS(
            Scope.EVENTS, "The end of a stream has its effect and is never answered, as while a cache is wiped."),

    VPN_DOWN(Scope.VPN, "The VPN is not connected: provisioning is blocked."),
    VPN_STARTING(Scope.VPN, "The VPN is starting: provisioning is blocked as if it were down."),
    VPN_FLAPPING(Scope.VPN, "The VPN is healthy and unhealthy by turns."),
    VPN_HALF_DOWN(
            Scope.VPN, "One of two VPNs is down: every second engine is missing from the list, though it runs on."),

    BREAKER_OPEN(Scope.BREAKER, "The circuit breaker is open, its ETA counts down, and it closes a while after zero."),
    BREAKER_HALF_OPEN(Scope.BREAKER, "The circuit breaker is half open: provisioning is refused, a retry allowed."),

    EMPTY_LIST(Scope.LIST, "The list of engines is empty, though they run."),
    HUGE_LABELS(Scope.LIST, "Every listed engine has thousands of labels."),
    HUNG_ENGINE(Scope.LIST, "The list takes 5.01 s at every call, as with an engine that does not tell its version."),
    UNKNOWN_HEALTH(Scope.LIST, "Every listed engine's health is unknown."),

    NEW_ENGINES_DEAD(Scope.NEW_ENGINES, "Engines that are provisioned are listed, and their ports refuse for ever."),
    NEW_ENGINES_FAIL(Scope.NEW_ENGINES, "Engines that are provisioned look healthy, and every start fails."),
    NEW_ENGINES_PORT_IN_USE(
            Scope.NEW_ENGINES,
            "Engines that are provisioned are listed at the address of the first one, and do not run."),
    NEW_ENGINES_UNRESOLVABLE(
            Scope.NEW_ENGINES, "Engines that are provisioned are listed under a host name that nobody can resolve.");

    /** What a script acts on. */
    public enum Scope {
        /** Lifts all others. */
        ALL,
        /** Whether there is a listening port. */
        SERVER,
        /** How requests and answers travel; the only scope that can be set for one endpoint. */
        TRANSPORT,
        /** What a request for an engine comes to. */
        PROVISIONING,
        /** What events come to. */
        EVENTS,
        /** The VPN's state. */
        VPN,
        /** The orchestrator's own circuit breaker. */
        BREAKER,
        /** What the list of engines shows. */
        LIST,
        /** What becomes of engines that are provisioned from now on. */
        NEW_ENGINES
    }

    private final Scope scope;
    private final String description;

    OrchestratorScript(Scope scope, String description) {
        this.scope = scope;
        this.description = description;
    }

    /** What the script acts on. */
    public Scope scope() {
        return scope;
    }

    /** What a client of the orchestrator sees, in one sentence. */
    public String description() {
        return description;
    }
}
