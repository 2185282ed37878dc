package io.acexy.server.config;

import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;

/**
 * The face of a network tuner.
 *
 * @param on whether there is one
 * @param name as programs show it
 * @param id eight hexadecimal digits; empty where the program chooses
 * @param count how many different channels may be watched through it at once
 * @param discovery whether it is found in the network
 */
public record TunerConfig(boolean on, String name, String id, int count, boolean discovery) {

    static final Setting<Boolean> ON = Names.ACEXY.setting(
            "tuner",
            BooleanKind.INSTANCE,
            "false",
            "Whether the channels are served as those of an HDHomeRun network tuner, for Plex, Jellyfin, Emby and Channels.");
    static final Setting<String> NAME = Names.ACEXY.setting(
            "tuner.name", ShownKind.INSTANCE, "Acexy", "What programs show as the name of the tuner.");
    static final Setting<String> ID = Names.ACEXY.setting(
            "tuner.id",
            DeviceIdKind.INSTANCE,
            "",
            "The tuner's id. Programs lose their channels when it changes; empty chooses one that stays, and keeps it in acexy.data.");
    static final Setting<Integer> COUNT = Names.ACEXY.setting(
            "tuner.count",
            IntKind.between(1, 32),
            "4",
            "How many different channels may be watched through the tuner at once: no more than the engines can start.");
    static final Setting<Boolean> DISCOVERY = Names.ACEXY.setting(
            "tuner.discovery",
            BooleanKind.INSTANCE,
            "false",
            "Whether the tuner is found in the network: listens at port 65001, UDP and TCP, of the address of acexy.listen.addr.");

    static final SettingGroup SETTINGS = new SettingGroup("Tuner", List.of(ON, NAME, ID, COUNT, DISCOVERY));

    public TunerConfig {
        NAME.check(name);
        ID.check(id);
        COUNT.check(count);
    }

    static TunerConfig of(Resolution settings) {
        return new TunerConfig(
                settings.get(ON), settings.get(NAME), settings.get(ID), settings.get(COUNT), settings.get(DISCOVERY));
    }
}
