package io.acexy.server.settings;

/** Listening addresses in Go's forms. */
public enum ListenAddressKind implements ValueKind<ListenAddress> {
    INSTANCE;

    @Override
    public ListenAddress parse(String text) {
        return ListenAddress.parse(text);
    }

    @Override
    public void check(ListenAddress value) {
        // a ListenAddress checks itself
    }

    @Override
    public String print(ListenAddress value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "[host]:port such as :8080, 127.0.0.1:8080 or [::1]:8080";
    }
}
