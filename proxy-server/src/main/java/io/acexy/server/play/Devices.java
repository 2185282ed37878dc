package io.acexy.server.play;

import io.acexy.server.limits.Device;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which player is whose. Any thread: a device's connections may be on different loops. */
final class Devices {

    private final Map<Device, List<PlayerChannel>> players = new ConcurrentHashMap<>();

    void add(Device device, PlayerChannel player) {
        players.merge(device, List.of(player), (known, more) -> Stream.concat(known.stream(), more.stream())
                .toList());
    }

    void remove(Device device, PlayerChannel player) {
        players.computeIfPresent(device, (key, known) -> {
            List<PlayerChannel> left =
                    known.stream().filter(one -> one != player).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /**
     * The one player of a device besides this. A device with more of them is no television whose viewer zaps, but something
     * that records, or a house behind one address: nobody knows which of its players is to go.
     */
    Optional<PlayerChannel> onlyOther(Device device, PlayerChannel self) {
        List<PlayerChannel> others = players.getOrDefault(device, List.of()).stream()
                .filter(one -> one != self)
                .toList();
        return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    }

    /** How many devices play. */
    int size() {
        return players.size();
    }
}
