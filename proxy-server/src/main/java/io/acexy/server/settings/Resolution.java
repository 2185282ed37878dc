package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each setting came to be and why. Filled by {@link Resolver} only. */
public final class Resolution {

    private final Map<Setting<?>, Object> values = new LinkedHashMap<>();
    private final List<EffectiveSetting> effective = new ArrayList<>();

    <T> void put(Setting<T> setting, T value, String text, String origin) {
        values.put(setting, value);
        effective.add(new EffectiveSetting(setting.property(), setting.shown(text), origin));
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
