package io.acexy.server.play;

import io.acexy.server.limits.Device;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which player is whose. Any thread: a device's connections may be on different loops. */
final class Devices {

    /** Each set is touched only while the map holds its key's lock: a house behind one address may be thousands. */
    private final Map<Device, Set<PlayerChannel>> players = new ConcurrentHashMap<>();

    void add(Device device, PlayerChannel player) {
        players.compute(device, (key, known) -> {
            Set<PlayerChannel> all = known == null ? new HashSet<>(2) : known;
            all.add(player);
            return all;
        });
    }

    void remove(Device device, PlayerChannel player) {
        players.computeIfPresent(device, (key, known) -> {
            known.remove(player);
            return known.isEmpty() ? null : known;
        });
    }

    /**
     * The one player of a device besides this. A device with more of them is no television whose viewer zaps, but something
     * that records, or a house behind one address: nobody knows which of its players is to go.
     */
    Optional<PlayerChannel> onlyOther(Device device, PlayerChannel self) {
        PlayerChannel[] only = new PlayerChannel[1];
        players.computeIfPresent(device, (key, known) -> {
            if (known.size() == (known.contains(self) ? 2 : 1)) {
                known.stream().filter(one -> one != self).forEach(one -> only[0] = one);
            }
            return known;
        });
        return Optional.ofNullable(only[0]);
    }

    /** How many devices play. */
    int size() {
        return players.size();
    }
}
