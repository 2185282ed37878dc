package io.acexy.server.selection;

import io.acexy.orchestrator.health.Health;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says to the operator how it stands with the orchestrator, once for each change, and names the setting that would mend it.
 * Confined to the orchestration's loop.
 */
final class OrchestratorLog {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorLog.class);

    private final URI url;
    private Optional<Boolean> reachable = Optional.empty();
    private Optional<String> booksTrouble = Optional.empty();

    /** @param url without secrets, as it was configured */
    OrchestratorLog(URI url) {
        this.url = url;
    }

    /** The first look is worth a line in any case: a wrong address looks like an orchestrator that is away. */
    void seen(Health health) {
        if (reachable.isPresent() && reachable.get() == health.reachable()) {
            return;
        }
        if (health.reachable()) {
            LOG.atInfo().addKeyValue("url", url).log("the orchestrator answers");
        } else {
            LOG.atWarn()
                    .addKeyValue("url", url)
                    .addKeyValue("reason", health.trouble().orElse("unknown"))
                    .log(
                            reachable.isEmpty()
                                    ? "the orchestrator cannot be used: check ACEXY_ORCH_URL; it is looked for every 2 s"
                                    : "the orchestrator does not answer any more: it is looked for every 2 s");
        }
        reachable = Optional.of(health.reachable());
    }

    /**
     * Until they are read, what an earlier life has left in the orchestrator's books stays, and what it has forgotten is not told again.
     *
     * @param trouble why they cannot be read now, or nothing once they have been
     */
    void books(Optional<String> trouble) {
        if (trouble.isPresent() && !trouble.equals(booksTrouble)) {
            LOG.atWarn()
                    .addKeyValue("url", url)
                    .addKeyValue("reason", trouble.get())
                    .log("the orchestrator's list of streams cannot be read: it is asked for again");
        }
        booksTrouble = trouble;
    }

    /** @param refusal the orchestrator's answer, or nothing once it takes the key again */
    void key(Optional<String> refusal) {
        if (refusal.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("url", url)
                    .addKeyValue("answer", refusal.get())
                    .log("the orchestrator refuses this proxy's key: set ACEXY_ORCH_APIKEY to its API_KEY;"
                            + " until then it starts no engines for us, and reports of streams wait");
        } else {
            LOG.atInfo().addKeyValue("url", url).log("the orchestrator takes this proxy's key");
        }
    }
}
