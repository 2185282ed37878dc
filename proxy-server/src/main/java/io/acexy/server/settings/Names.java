package io.acexy.server.settings;

/** The prefixes that tie the three spellings of a setting's name together. */
final class Names {

    static final String PROPERTY_PREFIX = "acexy.";
    static final String ENVIRONMENT_PREFIX = "ACEXY_";
    static final String OPTION_PREFIX = "--";

    private Names() {}
}
