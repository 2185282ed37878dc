package io.acexy.server.metrics;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.vod.Films;
import io.acexy.server.admin.ChannelCensus;
import io.acexy.server.admin.EngineOffice;
import io.acexy.server.http.Connections;
import io.acexy.server.limits.House;
import io.acexy.server.limits.Limit;
import io.acexy.server.play.HlsDoor;
import io.acexy.server.play.PlayerBook;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is asked at each scrape, by the thread that renders: all of it answers any thread, and never waits.
 *
 * @param play what is played
 * @param engines what there is to play from
 * @param memory outside the heap
 * @param door and what is behind it
 * @param house where places are counted
 */
public record Watched(Play play, EngineOffice engines, Memory memory, Door door, House house) {

    /** Who is at the door, and which channels are behind it. */
    public record Door(Connections connections, Supplier<ChannelCensus> channels) {}

    /** What is played, in its forms. */
    public record Play(StreamRegistry streams, PlayerBook book, HlsDoor hls, Films films) {}

    /** Memory outside the heap: what media may take of it, and who takes it from the system. */
    public record Memory(BufferBudget buffers, PooledByteBufAllocator allocator) {}

    /** @param contents whether single ones are told of */
    List<Families.Pull> pulls(boolean contents, Bugs bugs) {
        List<Families.Pull> pulls = new ArrayList<>(List.of(
                new StreamPull(play.streams(), () -> most(Limit.STREAMS)),
                new PlayerPull(play.book(), play.hls(), play.films(), () -> most(Limit.PLAYERS)),
                new EnginePull(engines),
                new MemoryPull(memory.buffers(), memory.allocator()),
                new DoorPull(door.connections(), bugs),
                new ChannelPull(door.channels()),
                new LimitPull(house)));
        if (contents) {
            pulls.add(new ContentPull(play.streams()));
        }
        return pulls;
    }

    private int most(Limit limit) {
        return Math.toIntExact(house.uses().stream()
                .filter(use -> use.limit() == limit)
                .findFirst()
                .orElseThrow()
                .most());
    }
}
