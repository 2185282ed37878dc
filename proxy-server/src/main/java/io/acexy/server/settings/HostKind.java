package io.acexy.server.settings;

/** A host name or an address literal; IPv6 with or without brackets, kept without. */
public enum HostKind implements ValueKind<String> {
    INSTANCE;

    @Override
    public String parse(String text) {
        return Hosts.parse(text);
    }

    @Override
    public void check(String value) {
        Hosts.check(value);
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String form() {
        return "a host name or an address such as localhost, 10.0.0.5 or ::1, without scheme and port";
    }
}
