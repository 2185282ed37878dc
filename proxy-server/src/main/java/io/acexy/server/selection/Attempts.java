package io.acexy.server.selection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The engines that are on their way. Confined to the desk's loop. */
final class Attempts {

    private final List<Attempt> attempts = new ArrayList<>();

    /** Engines that went to somebody who did not know the id of his. */
    private final Set<String> adopted = new HashSet<>();

    int size() {
        return attempts.size();
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    /** It has come to its end. */
    void over(Attempt attempt) {
        attempts.remove(attempt);
        if (attempts.isEmpty()) {
            adopted.clear();
        }
    }

    /** True for an engine that is being waited for. */
    boolean isComing(String containerId) {
        return attempts.stream().anyMatch(attempt -> attempt.isFor(containerId));
    }

    void adopt(String containerId) {
        adopted.add(containerId);
    }

    /** True if that engine is somebody's. */
    boolean isTaken(String containerId) {
        return isComing(containerId) || adopted.contains(containerId);
    }

    List<Attempt> in(Attempt.State state) {
        return attempts.stream().filter(attempt -> attempt.state() == state).toList();
    }

    /** Those that no engine in the list is known of. */
    int unlisted() {
        return attempts.size() - in(Attempt.State.PROBING).size();
    }

    /** Calls that have not gone out yet need not go out. */
    void dropQueued() {
        attempts.removeIf(attempt -> attempt.state() == Attempt.State.QUEUED);
    }

    /** The same, as long as there are more than so many attempts: the last first. */
    void dropQueuedBeyond(int wanted) {
        for (int last = attempts.size() - 1; attempts.size() > wanted && last >= 0; last--) {
            if (attempts.get(last).state() == Attempt.State.QUEUED) {
                attempts.remove(last);
            }
        }
    }
}
