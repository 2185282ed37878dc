package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import java.util.List;
import java.util.Objects;

/**
 * One channel as players know it. Immutable.
 *
 * @param id its name in URLs: lower-case letters, digits and dashes (never an underscore, at which Jellyfin splits); stays the
 *     same when name, number or contents change
 * @param number what is typed on a remote control, "7" or "7.1"; unique in a lineup
 * @param name as it is shown; without control characters
 * @param guideId the XMLTV channel that its programmes are found under ({@code tvg-id}); empty where none is named
 * @param groups {@code group-title}, in the list's order; may be empty
 * @param logo address of its picture as the source has it; empty where there is none
 * @param contents what plays it: the first is wanted, the others are its backups in their order; at least one
 */
public record Channel(
        String id,
        String number,
        String name,
        String guideId,
        List<String> groups,
        String logo,
        List<ContentId> contents) {

    /** Copies the lists. */
    public Channel {
        Objects.requireNonNull(id);
        Objects.requireNonNull(number);
        Objects.requireNonNull(name);
        Objects.requireNonNull(guideId);
        Objects.requireNonNull(logo);
        groups = List.copyOf(groups);
        contents = List.copyOf(contents);
        if (contents.isEmpty()) {
            throw new IllegalArgumentException("a channel has at least one content: " + id);
        }
    }
}
