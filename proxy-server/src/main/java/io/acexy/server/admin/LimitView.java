package io.acexy.server.admin;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A limit in force, at one moment.
 *
 * @param name what is limited
 * @param unit what is counted
 * @param limit the most there may be
 * @param used how much there is
 * @param setting which setting changes it
 */
public record LimitView(String name, String unit, OptionalLong limit, long used, Optional<String> setting) {

    /**
     * One of numbers.
     *
     * @param limit 0 or less is no limit
     * @param setting null where none changes it
     */
    public static LimitView of(String name, String unit, long limit, long used, String setting) {
        return new LimitView(
                name,
                unit,
                limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty(),
                used,
                Optional.ofNullable(setting));
    }
}
