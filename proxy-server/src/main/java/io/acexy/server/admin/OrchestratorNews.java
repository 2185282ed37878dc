package io.acexy.server.admin;

/** Who wants to know what becomes of the orchestrator. Called on its loop; must not block. */
@FunctionalInterface
public interface OrchestratorNews {

    /** Nobody. */
    OrchestratorNews NONE = (what, words) -> {};

    /**
     * Something has changed.
     *
     * @param what in one word: {@code vpn_down}, {@code unreachable} and so on
     * @param words for people, in one line
     */
    void changed(String what, String words);
}
