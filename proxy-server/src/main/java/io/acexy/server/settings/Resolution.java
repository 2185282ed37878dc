package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
        effective.add(new EffectiveSetting(
                family.property(member), Setting.line(given.text()), Setting.line(given.origin())));
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

    /** What has another value in the other one: settings in the order of the documentation, then members of families by name. */
    public List<Change> changesTo(Resolution next) {
        List<Change> changes = new ArrayList<>();
        values.forEach((setting, value) -> {
            if (!value.equals(next.values.get(setting))) {
                changes.add(new Change(setting.property(), setting.effect()));
            }
        });
        Set<SettingFamily<?>> families = new LinkedHashSet<>(members.keySet());
        families.addAll(next.members.keySet());
        families.forEach(family -> changes.addAll(changed(family, next)));
        return changes;
    }

    private List<Change> changed(SettingFamily<?> family, Resolution next) {
        Map<String, Object> before = members.getOrDefault(family, new TreeMap<>());
        Map<String, Object> after = next.members.getOrDefault(family, new TreeMap<>());
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> new Change(family.property(name), Setting.Effect.AT_START))
                .toList();
    }

    /**
     * A setting that has got another value.
     *
     * @param property such as {@code tool.listen.addr}
     * @param effect when the value is taken over
     */
    public record Change(String property, Setting.Effect effect) {}
}
