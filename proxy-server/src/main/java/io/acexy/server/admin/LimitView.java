package io.acexy.server.admin;

import io.acexy.server.limits.Limit;
import io.acexy.server.limits.Use;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A limit in force, at one moment.
 *
 * @param name what is limited
 * @param unit what is counted
 * @param limit the most there may be
 * @param used how much there is
 * @param refused how many it has turned away since the start; nothing where that is not counted
 * @param setting which setting changes it
 */
public record LimitView(
        String name, String unit, OptionalLong limit, long used, OptionalLong refused, Optional<String> setting) {

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
                OptionalLong.empty(),
                Optional.ofNullable(setting));
    }

    /** What players are turned away by. */
    public static LimitView of(Use use) {
        Limit limit = use.limit();
        return new LimitView(
                limit.word().replace('_', ' '),
                limit.unit(),
                use.most() > 0 ? OptionalLong.of(use.most()) : OptionalLong.empty(),
                use.used(),
                OptionalLong.of(use.refused()),
                Optional.of(limit.setting()));
    }
}
