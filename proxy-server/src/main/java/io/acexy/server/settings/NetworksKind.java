package io.acexy.server.settings;

/** Networks by their addresses, or by a word. */
public enum NetworksKind implements ValueKind<Networks> {
    INSTANCE;

    @Override
    public Networks parse(String text) {
        return Networks.parse(text);
    }

    @Override
    public void check(Networks value) {
        // Networks check themselves
    }

    @Override
    public String print(Networks value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "addresses and networks, separated by commas, such as 192.168.1.0/24,2001:db8::/32, or the words private, loopback"
                + " and all; empty for nobody";
    }
}
