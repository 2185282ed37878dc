package io.acexy.server.admin;

/** Lets tests of other rooms make things happen. */
public final class Happening {

    private Happening() {}

    /** An event of the orchestrator's. */
    public static void in(History history, String words) {
        history.add(Event.Kind.ORCHESTRATOR_CHANGED, words, Event.Subject.NONE, Event.Detail.NONE);
    }
}
