package io.acexy.core.engine;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** How this proxy presents itself to others of its kind, which it asks as it asks engines. Any thread. */
public final class Upstream {

    private final String mark;
    private final String key;
    private final Map<Engine, String> kin = new ConcurrentHashMap<>();

    /**
     * To all alike, but for its kin.
     *
     * @param mark by which a wish that comes back to us is recognised
     * @param key opens what other proxies keep behind keys, or empty; a secret
     */
    public Upstream(String mark, String key) {
        this.mark = Objects.requireNonNull(mark);
        this.key = Objects.requireNonNull(key);
    }

    /** Without a key. */
    public static Upstream anonymous() {
        return new Upstream(Hops.newMark(), "");
    }

    /** By which a wish that comes back to us is recognised. */
    public String mark() {
        return mark;
    }

    /** Another process of this proxy opens by this key. */
    public void knows(Engine relative, String secret) {
        kin.put(relative, secret);
    }

    /** What opens a proxy, or empty. */
    String keyOf(Engine proxy) {
        return proxy.isKin() ? kin.getOrDefault(proxy, "") : key;
    }

    /** Without the keys, which are nothing for a log. */
    @Override
    public String toString() {
        return mark;
    }
}
