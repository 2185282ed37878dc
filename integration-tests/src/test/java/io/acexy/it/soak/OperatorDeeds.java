package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.acexy.it.support.Content;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What an operator does while people watch: reloads, other keys, streams that are moved and stopped. */
final class OperatorDeeds {

    private static final Duration FELT = Duration.ofSeconds(10);
    private static final int UNPROCESSABLE = 422;

    private final Stand stand;
    private final House house;
    private final TroubleLog troubles;
    private final Ledger ledger;
    private final SplittableRandom chance;
    private final HttpClient client = HttpClient.newHttpClient();

    OperatorDeeds(Stand stand, House house, TroubleLog troubles, Ledger ledger, SplittableRandom chance) {
        this.stand = stand;
        this.house = house;
        this.troubles = troubles;
        this.ledger = ledger;
        this.chance = chance;
    }

    /** Each twice, for there are few of them beside the faults. */
    List<Fault> all() {
        List<Fault> once = List.of(
                deed("reload by signal", this::reloadBySignal),
                deed("reload by API", this::reloadByApi),
                deed("reload of wrong settings", this::reloadOfWrong),
                deed("guests get another key", this::changeKey),
                deed("a stream is moved", this::move),
                deed("a stream is moved", this::move),
                deed("a stream is stopped", this::stop),
                deed("a channel goes back to its first content", this::first));
        return java.util.stream.Stream.concat(once.stream(), once.stream()).toList();
    }

    private static Fault deed(String name, Fault.Act act) {
        return Fault.lasting(name, "operator", 1, 4, act);
    }

    private Fault.Undo note(String name, String tag, Set<Effect> effects) {
        Trouble trouble = troubles.begin(name, tag, effects);
        return () -> troubles.end(trouble, FELT);
    }

    private Fault.Undo reloadBySignal() throws IOException, InterruptedException {
        Fault.Undo undo = note("reload by signal", null, Set.of());
        house.changeSettings();
        house.current().hangUp();
        return undo;
    }

    private Fault.Undo reloadByApi() throws IOException, InterruptedException {
        Fault.Undo undo = note("reload by API", null, Set.of());
        house.changeSettings();
        expect(200, "POST", "/api/v1/reload");
        return undo;
    }

    private Fault.Undo reloadOfWrong() throws IOException, InterruptedException {
        Fault.Undo undo = note("reload of wrong settings", null, Set.of());
        house.spoilSettings();
        expect(UNPROCESSABLE, "POST", "/api/v1/reload");
        house.restoreSettings();
        return undo;
    }

    private Fault.Undo changeKey() throws IOException {
        Fault.Undo undo = note("guests get another key", House.GUESTS, Set.of(Effect.CUT, Effect.REFUSE));
        house.changeKey();
        return undo;
    }

    private Fault.Undo move() throws IOException, InterruptedException {
        Content content = content();
        Fault.Undo undo = note("a stream is moved", content.infohash(), Set.of(Effect.MOVE));
        send("POST", "/api/v1/streams/" + content.infohash() + "/move");
        return undo;
    }

    private Fault.Undo stop() throws IOException, InterruptedException {
        Content content = content();
        Fault.Undo undo = note("a stream is stopped", content.infohash(), Set.of(Effect.CUT, Effect.REFUSE));
        send("DELETE", "/api/v1/streams/" + content.infohash());
        return undo;
    }

    private Fault.Undo first() throws IOException, InterruptedException {
        Programme.Channel channel = stand.programme.channels.get(chance.nextInt(stand.programme.channels.size()));
        Fault.Undo undo =
                note("a channel goes back to its first content", channel.first().infohash(), Set.of(Effect.MOVE));
        send("POST", "/api/v1/channels/" + channel.id() + "/first");
        return undo;
    }

    private Content content() {
        List<Content> common = stand.programme.common;
        return common.get(chance.nextInt(common.size()));
    }

    private void expect(int status, String method, String target) throws IOException, InterruptedException {
        int got = send(method, target);
        if (got != status) {
            ledger.unexplained("operator: " + method + " " + target + " was answered " + got);
        }
    }

    private int send(String method, String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + house.address().getPort() + target))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(90))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
