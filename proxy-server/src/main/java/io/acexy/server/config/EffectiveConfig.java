package io.acexy.server.config;

import io.acexy.server.settings.EffectiveSetting;
import io.acexy.server.settings.Resolution;
import java.util.List;

/**
 * A configuration, and how it came to be.
 *
 * @param resolution what each setting came to be
 * @param warnings what looked wrong but does not stop the start, one line each
 */
public record EffectiveConfig(ProxyConfig config, Resolution resolution, List<String> warnings) {

    public EffectiveConfig {
        warnings = List.copyOf(warnings);
    }

    /** Every setting in the order of the documentation. */
    public List<EffectiveSetting> settings() {
        return resolution.effective();
    }

    /** One line for each setting: name, value (secrets masked) and where the value was written. */
    public String print() {
        List<EffectiveSetting> settings = settings();
        int nameWidth =
                settings.stream().mapToInt(s -> s.property().length()).max().orElse(0);
        int valueWidth =
                settings.stream().mapToInt(s -> s.shownValue().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (EffectiveSetting setting : settings) {
            text.append(pad(setting.property(), nameWidth)).append(" = ");
            text.append(pad(setting.shownValue(), valueWidth)).append("  # ");
            text.append(setting.origin()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
