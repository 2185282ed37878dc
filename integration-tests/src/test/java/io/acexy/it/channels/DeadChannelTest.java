package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that checks have found dead is in no list that a device reads, until one finds it alive. */
class DeadChannelTest {

    private static final Content ONE = Content.number(301);
    private static final List<String> LISTS = List.of("/playlist.m3u", "/lineup.json");

    @TempDir
    private Path folder;

    @Test
    void itIsLeftOutOfListAndLineupAndPlaysAllTheSame() throws Exception {
        String channels =
                "[one]%nname = One%ncontent = %s%n[two]%nname = Two%ncontent = %s%n[three]%nname = Three%ncontent = %s%n"
                        .formatted(
                                ONE.id(),
                                Content.number(302).id(),
                                Content.number(303).id());
        Path file = Files.writeString(folder.resolve("channels"), channels);
        try (Door door = Door.open(
                "channels.file", file.toString(), "channels.hide.dead", "1", "tuner", "true", "linger", "0s")) {
            await(door, true);
            door.engine().setScript(ONE.infohash(), EngineScript.FAILED_TO_LOAD);
            for (String name : List.of("two", "three", "one")) { // most of those that were checked are alive
                check(door, name, !name.equals("one"));
            }
            await(door, false);
            assertThat(door.get("/api/v1/channels").body()).contains("\"id\":\"one\"", "\"hidden\":true");

            door.engine().setScript(ONE.infohash(), EngineScript.NORMAL);
            assertThat(door.play("/channel/one.ts").status()).isEqualTo(200);
            check(door, "one", true);
            await(door, true);
        }
    }

    private static void check(Door door, String id, boolean alive) throws Exception {
        Patience.until(
                () -> door.get("/api/v1/channels/" + id + "/check?seconds=1").body(),
                body -> body.contains("\"alive\":" + alive));
    }

    private static void await(Door door, boolean listed) throws Exception {
        for (String list : LISTS) {
            Patience.until(() -> door.get(list).body(), body -> body.contains("Two") && body.contains("One") == listed);
        }
    }
}
