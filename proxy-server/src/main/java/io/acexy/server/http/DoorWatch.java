package io.acexy.server.http;

import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * What is written of requests at a door.
 *
 * @param access is told of each when it is over; {@link AccessLog#NONE} costs nothing
 * @param ids whose ids of requests are taken, by their {@code X-Request-Id}
 * @param proxies who is believed for whom he asks
 */
public record DoorWatch(AccessLog access, Predicate<InetAddress> ids, Predicate<InetAddress> proxies) {

    /** Nothing; ids come from the machine itself, where a proxy before this one may be. */
    public static final DoorWatch NONE =
            new DoorWatch(AccessLog.NONE, InetAddress::isLoopbackAddress, address -> false);
}
