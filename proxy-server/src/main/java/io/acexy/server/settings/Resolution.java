package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each setting came to be and why. Filled by {@link Resolver} only. */
public final class Resolution {

    private final Map<Setting<?>, Object> values = new LinkedHashMap<>();
    private final Map<SettingFamily<?>, Map<String, Object>> members = new HashMap<>();
    private final List<EffectiveSetting> effective = new ArrayList<>();

    <T> void put(Setting<T> setting, T value, String text, String origin) {
        values.put(setting, value);
        effective.add(new EffectiveSetting(setting.property(), setting.shown(text), origin));
    }

    <T> void put(SettingFamily<T> family, String member, T value, Given given) {
        members.computeIfAbsent(family, first -> new TreeMap<>()).put(member, value);
        effective.add(new EffectiveSetting(family.property(member), given.text(), given.origin()));
    }

    /** Every member that has been set, by its own name. */
    @SuppressWarnings("unchecked") // put, the only way in, pairs a family with values of its own type
    public <T> Map<String, T> all(SettingFamily<T> family) {
        return (Map<String, T>) Map.copyOf(members.getOrDefault(family, new TreeMap<>()));
    }

    @SuppressWarnings("unchecked") // put, the only way in, pairs a setting with a value of its own type
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting + " is in no catalogue");
        }
        return (T) value;
    }

    public List<EffectiveSetting> effective() {
        return effective;
    }
}
