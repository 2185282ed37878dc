package io.acexy.server.settings;

import java.util.Optional;

/** One more listening address in Go's forms, or none. */
public enum FurtherAddressKind implements ValueKind<Optional<ListenAddress>> {
    INSTANCE;

    @Override
    public Optional<ListenAddress> parse(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(ListenAddress.parse(text));
    }

    @Override
    public void check(Optional<ListenAddress> value) {
        // a ListenAddress checks itself
    }

    @Override
    public String print(Optional<ListenAddress> value) {
        return value.map(ListenAddress::toString).orElse("");
    }

    @Override
    public String form() {
        return ListenAddressKind.INSTANCE.form() + ", or empty for none";
    }
}
