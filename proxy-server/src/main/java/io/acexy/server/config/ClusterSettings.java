package io.acexy.server.config;

import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;

/** More than one proxy for the same players. */
final class ClusterSettings {

    static final Setting<List<EngineAt>> PEERS = Names.ACEXY.setting(
            "peers",
            EngineListKind.INSTANCE,
            "",
            "All proxies that serve the same players, this one too, in one order for all. Of a content that another one plays it"
                    + " is asked, and no engine. Empty: there is one.");
    static final Setting<Integer> NODE = Names.ACEXY.setting(
            "node",
            IntKind.between(1, ClusterConfig.MOST).orZero("none"),
            "0",
            "The number of this proxy in acexy.peers, from 1. Links that it gives to players have it, so that whatever stands before"
                    + " the proxies can bring them back here.");

    static final SettingGroup SETTINGS = new SettingGroup("More than one proxy", List.of(PEERS, NODE));

    private ClusterSettings() {}

    static ClusterConfig of(Resolution settings) {
        return new ClusterConfig(settings.get(NODE), settings.get(PEERS));
    }
}
