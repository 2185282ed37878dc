package io.acexy.server.config;

import io.acexy.server.settings.FurtherAddressKind;
import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;
import java.util.Optional;

/**
 * Where else the proxy listens.
 *
 * @param proxied for proxies that begin with a head of the PROXY protocol; nothing where there is none
 */
public record DoorsConfig(Optional<ListenAddress> proxied) {

    static final Setting<Optional<ListenAddress>> PROXIED = Names.ACEXY.setting(
            "listen.proxy.addr",
            FurtherAddressKind.INSTANCE,
            "",
            "Where proxies connect that say by the PROXY protocol, version 1 or 2, for whom they do. Only those of"
                    + " acexy.trusted.proxies may, or this machine itself where none is named.");

    static final SettingGroup SETTINGS = new SettingGroup("Further addresses", List.of(PROXIED));

    static DoorsConfig of(Resolution settings) {
        return new DoorsConfig(settings.get(PROXIED));
    }
}
