package io.acexy.server.channels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All channels at one moment, in the order in which they are listed. Immutable; equal ids or numbers are a mistake of whoever makes
 * one. Any thread.
 */
public final class Lineup {

    /** No channels. */
    public static final Lineup EMPTY = new Lineup(List.of());

    private final List<Channel> channels;
    private final Map<String, Channel> byId = new HashMap<>();
    private final Map<String, Channel> byNumber = new HashMap<>();

    /** @throws IllegalArgumentException where two channels have one id or one number */
    public Lineup(List<Channel> channels) {
        this.channels = List.copyOf(channels);
        for (Channel channel : this.channels) {
            if (byId.put(channel.id(), channel) != null) {
                throw new IllegalArgumentException("two channels are called " + channel.id());
            }
            if (byNumber.put(channel.number(), channel) != null) {
                throw new IllegalArgumentException("two channels have the number " + channel.number());
            }
        }
    }

    /** All of them, in order. */
    public List<Channel> channels() {
        return channels;
    }

    /** The channel that is called so in URLs. */
    public Optional<Channel> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The channel with this number. */
    public Optional<Channel> byNumber(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }
}
