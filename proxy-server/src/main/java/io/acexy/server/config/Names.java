package io.acexy.server.config;

import io.acexy.server.settings.Naming;

/** Apart from {@link Acexy}, whose list needs the groups, which need this. */
final class Names {

    /** What every property and variable of the proxy begins with. */
    static final Naming ACEXY = new Naming("acexy");

    private Names() {}
}
