package io.acexy.server.selection;

import io.acexy.orchestrator.ClientListener;

/**
 * Who wants to know how engines are come by. Told on the desk's loop.
 *
 * @param client of what an orchestrator is asked
 * @param provisions of engines that are started for us
 */
public record ChoiceListeners(ClientListener client, ProvisionListener provisions) {

    /** Nobody. */
    public static final ChoiceListeners NONE = new ChoiceListeners(ClientListener.NONE, ProvisionListener.NONE);
}
