package io.acexy.core.engine;

import java.util.Objects;

/**
 * How this proxy presents itself to others of its kind, which it asks as it asks engines.
 *
 * @param mark by which a wish that comes back to us is recognised
 * @param key opens what they keep behind keys, or empty; a secret
 */
public record Upstream(String mark, String key) {

    public Upstream {
        Objects.requireNonNull(mark);
        Objects.requireNonNull(key);
    }

    /** Without a key. */
    public static Upstream anonymous() {
        return new Upstream(Hops.newMark(), "");
    }

    /** Without the key, which is nothing for a log. */
    @Override
    public String toString() {
        return mark;
    }
}
