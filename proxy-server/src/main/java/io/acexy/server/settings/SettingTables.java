package io.acexy.server.settings;

/** Writes the settings of a catalogue as tables of Markdown, one for each group. */
public final class SettingTables {

    private SettingTables() {}

    /** The tables under their headings, with a line feed after each line. */
    public static String markdown(Catalogue catalogue) {
        StringBuilder page = new StringBuilder();
        for (SettingGroup group : catalogue.groups()) {
            page.append("\n## ").append(group.title()).append("\n\n");
            page.append("| property | default | allowed | what it does | a change applies |\n|---|---|---|---|---|\n");
            group.families().forEach(family -> append(page, family));
            group.settings().forEach(setting -> append(page, setting));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, SettingFamily<?> family) {
        page.append("| `").append(family.property()).append("` |  | ").append(escaped(family.form()));
        page.append(" | ").append(escaped(family.description()));
        page.append(" | ").append(Setting.Effect.AT_START.words()).append(" |\n");
    }

    private static void append(StringBuilder page, Setting<?> setting) {
        page.append("| `").append(setting.property()).append('`');
        setting.aliases().forEach(alias -> page.append("<br>or `")
                .append(setting.naming().property(alias))
                .append('`'));
        page.append(" | ").append(setting.defaultText().isEmpty() ? "" : '`' + setting.defaultText() + '`');
        page.append(" | ").append(escaped(setting.form()));
        page.append(" | ").append(escaped(setting.description()));
        if (setting.isSecret()) {
            page.append(" A secret: never shown.");
        }
        page.append(" | ").append(setting.effect().words());
        page.append(" |\n");
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
