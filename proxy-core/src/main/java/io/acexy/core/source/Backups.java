package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What goes on when a content dies: the rules for all channels.
 *
 * @param contents which contents are behind the name of a channel, the one that is wanted first; asked again whenever one is
 *     looked for, so they may change; none where there is no such channel. Any thread, never waits
 * @param times how long is waited
 */
public record Backups(Function<ContentId, List<ContentId>> contents, Times times) {

    /**
     * How long is waited.
     *
     * @param patience how long a content may take to its first media until the next is tried
     * @param silence how long the one that plays may be silent until the next is tried
     * @param memory how long one that was found dead comes after the others
     */
    public record Times(Duration patience, Duration silence, Duration memory) {}

    /** Every content is alone. */
    public static final Backups NONE =
            new Backups(channel -> List.of(), new Times(Duration.ZERO, Duration.ZERO, Duration.ZERO));

    List<ContentId> of(ContentId name) {
        return name.isChannel() && name.isOriginal() ? contents.apply(name) : List.of(name);
    }
}
