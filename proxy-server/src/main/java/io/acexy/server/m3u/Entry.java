package io.acexy.server.m3u;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a playlist. Immutable.
 *
 * @param before its lines before the address as they are, without their ends: blank ones, comments, and the one that describes it
 * @param described which of them describes it ({@code #EXTINF}); -1 where none does
 * @param name as it is meant to be shown; never empty
 * @param attributes by lower-case name, such as {@code tvg-id}; without empty ones
 * @param groups what it is listed under, in order; may be empty
 * @param target what plays it
 */
public record Entry(
        List<String> before,
        int described,
        String name,
        Map<String, String> attributes,
        List<String> groups,
        Target target) {

    /**
     * What plays an entry.
     *
     * @param address without headers
     * @param behind what stands behind it on its line, such as {@code |User-Agent=x}; mostly empty
     * @param link the content, where it is one of AceStream's
     */
    public record Target(String address, String behind, Optional<Link> link) {}

    /** An attribute; empty where it is not there. */
    public String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }
}
