package io.acexy.server.reload;

import io.acexy.server.config.Differences;
import java.util.List;

/** What has come of the wish to read the settings again. */
public sealed interface Outcome {

    /**
     * They hold, as far as a running process can take them.
     *
     * @param warnings what looks wrong, one line each
     */
    record Taken(Differences differences, List<String> warnings) implements Outcome {}

    /**
     * They are wrong, and nothing has changed.
     *
     * @param problems one line each, which names the setting
     */
    record Refused(List<String> problems) implements Outcome {}

    /** They are being read, and others wait for the same already. */
    record Busy() implements Outcome {}
}
