package io.acexy.server.config;

import io.acexy.server.net.NetworkConfig;
import io.acexy.server.net.TransportChoice;
import io.acexy.server.settings.DataSizeKind;
import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;

/** Threads, sockets and memory. */
final class NetworkSettings {

    static final Setting<Integer> EVENT_LOOPS = Names.ACEXY.setting(
            "event.loops",
            IntKind.between(1, 1024).orZero("one per processor"),
            "0",
            "Threads that serve the network; each stream lives on one of them.");
    static final Setting<TransportChoice> TRANSPORT = Names.ACEXY.setting(
            "transport",
            EnumKind.of(TransportChoice.class),
            "auto",
            "How sockets are served; auto takes the best that works here, and a named one that does not work is refused.");
    static final Setting<Integer> SOCKET_SEND_BUFFER = Names.ACEXY.setting(
            "socket.send.buffer",
            DataSizeKind.between(4 * DataSizeKind.KIB, 64 * DataSizeKind.MIB).orZero("the kernel's autotuning"),
            "0",
            "The kernel's send buffer of one player's connection.");
    static final Setting<Integer> ALLOCATOR_ARENAS = Names.ACEXY.setting(
            "allocator.arenas",
            IntKind.between(1, 1024).orZero("the allocator's own choice"),
            "0",
            "Arenas of the buffer allocator: fewer take less memory, more take turns less often.");
    static final Setting<Integer> ALLOCATOR_CHUNK_SIZE = Names.ACEXY.setting(
            "allocator.chunk.size",
            DataSizeKind.between(64 * DataSizeKind.KIB, 64 * DataSizeKind.MIB).powersOfTwo(),
            "4MiB",
            "The step in which the buffer allocator takes memory from the system.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Threads and memory",
            List.of(EVENT_LOOPS, TRANSPORT, SOCKET_SEND_BUFFER, ALLOCATOR_ARENAS, ALLOCATOR_CHUNK_SIZE));

    private NetworkSettings() {}

    static NetworkConfig of(Resolution settings) {
        return new NetworkConfig(
                settings.get(EVENT_LOOPS),
                settings.get(TRANSPORT),
                settings.get(SOCKET_SEND_BUFFER),
                settings.get(ALLOCATOR_ARENAS),
                settings.get(ALLOCATOR_CHUNK_SIZE));
    }
}
