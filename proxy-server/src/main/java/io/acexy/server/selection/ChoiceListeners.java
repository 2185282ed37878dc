package io.acexy.server.selection;

import io.acexy.orchestrator.ClientListener;
import io.acexy.server.admin.OrchestratorNews;

/**
 * Who wants to know how engines are come by. Told on the desk's loop.
 *
 * @param client of what an orchestrator is asked
 * @param provisions of engines that are started for us
 * @param news of what becomes of an orchestrator
 */
public record ChoiceListeners(ClientListener client, ProvisionListener provisions, OrchestratorNews news) {

    /** Nobody. */
    public static final ChoiceListeners NONE = new ChoiceListeners(ClientListener.NONE, ProvisionListener.NONE);

    /** Of whom nobody hears what becomes of an orchestrator. */
    public ChoiceListeners(ClientListener client, ProvisionListener provisions) {
        this(client, provisions, OrchestratorNews.NONE);
    }

    /** The same, and somebody who hears what becomes of an orchestrator. */
    public ChoiceListeners and(OrchestratorNews more) {
        return new ChoiceListeners(client, provisions, more);
    }
}
