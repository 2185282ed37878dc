package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.source.Backups;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamState;
import io.acexy.server.admin.ChannelCensus;
import io.acexy.server.admin.EngineOffice;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Keepsake;
import io.acexy.server.config.CheckConfig;
import io.acexy.server.config.StreamsConfig;
import io.acexy.server.config.WarmConfig;
import io.acexy.server.guide.Programmes;
import io.acexy.server.http.Route;
import io.acexy.server.play.HlsDoor;
import io.acexy.server.play.PlayerDoor;
import io.acexy.server.tuner.Codecs;
import io.acexy.server.tuning.Ahead;
import io.acexy.server.tuning.ChannelDoor;
import io.acexy.server.tuning.Checks;
import io.acexy.server.tuning.Checkup;
import io.acexy.server.tuning.ContentsByHand;
import io.acexy.server.tuning.Controls;
import io.acexy.server.tuning.Finding;
import io.acexy.server.tuning.Findings;
import io.acexy.server.tuning.Round;
import io.acexy.server.tuning.Spare;
import io.acexy.server.tuning.Warmth;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what is behind the names of channels, and the doors to them. */
final class ChannelStreams {

    /** As many as begin within an hour and a bit. */
    private static final int MOST_PROGRAMMES = 32;

    private final Keepsake given;
    private final ContentsByHand lineups;
    private final Programmes programmes;
    private final Television television;
    private final Keepsake remembered;
    private Round round;
    private Warmth warmth;
    private Ahead ahead;
    private Checks checks;
    private Spare spare;

    /** @param data where what operators say is kept; empty where it is not */
    ChannelStreams(Television television, Path data, Bugs bugs) {
        this.television = television;
        this.given = new Keepsake(data, "contents.txt", bugs);
        this.remembered = new Keepsake(data, "checks.txt", bugs);
        this.lineups = new ContentsByHand(television.lineups(), given);
        this.programmes = television.programmes();
    }

    private List<String> beginning(Channel channel, Instant from, Instant to) {
        return programmes.from(channel, from, MOST_PROGRAMMES).stream()
                .filter(one -> !one.start().isBefore(from) && one.start().isBefore(to))
                .map(Programmes.Programme::title)
                .toList();
    }

    /** The channels, with what an operator has given them. */
    ContentsByHand lineups() {
        return lineups;
    }

    /** What is behind the names of channels. */
    Backups backups(Backups.Times times) {
        return new Backups(this::contents, times);
    }

    private List<ContentId> contents(ContentId channel) {
        return lineups.now().byId(channel.value()).map(Channel::contents).orElse(List.of());
    }

    /** Lets channels run without viewers, as far as that is wanted; whoever wants an engine is given theirs. */
    void warm(StreamsConfig all, StreamRegistry streams, EngineOffice engines, EventLoop loop, Bugs bugs) {
        WarmConfig config = all.warm();
        GuardedLoop home = new GuardedLoop(loop, bugs, "what runs without viewers", () -> {});
        warmth = new Warmth(
                config,
                lineups,
                this::beginning,
                (channel, player) -> streams.join(channel, Map.of(), player),
                home,
                Clock.systemUTC());
        checks = checks(all.checks(), streams);
        round = Round.of(all.checks().every(), lineups, checks, () -> isAnyIdle(engines), home, Clock.systemUTC());
        ahead = new Ahead(
                config.ahead(),
                television.desk(),
                new Ahead.Around(() -> playing(streams), () -> isAnyIdle(engines)),
                (channel, player) -> streams.join(channel, Map.of(), player),
                home,
                Clock.systemUTC());
        spare = new Spare(ahead, checks, warmth);
        streams.roomIn(spare::makeRoom);
        warmth.start();
        ahead.start();
        round.start();
    }

    private Checks checks(CheckConfig config, StreamRegistry streams) {
        Findings findings = new Findings(config.hideAfter(), lineups, remembered);
        television.desk().hide(findings);
        return new Checks(streams, findings, television.desk()::hideAnew, Clock.systemUTC());
    }

    /** What checks have found, for those who count. Not before {@link #warm}. */
    ChannelCensus census() {
        Findings findings = checks.findings();
        Map<String, Long> channels = new TreeMap<>();
        Map<String, Long> over = new TreeMap<>();
        for (Checkup.Verdict verdict : Checkup.Verdict.values()) {
            String word = verdict.name().toLowerCase(Locale.ROOT);
            channels.put(word, findings.channels(verdict));
            over.put(word, findings.checks(verdict));
        }
        return new ChannelCensus(channels, over, findings.hidden());
    }

    /** What is known of the codecs of channels. Not before {@link #warm}. */
    Map<String, Codecs> codecs() {
        Map<String, Codecs> codecs = new HashMap<>();
        for (Channel channel : lineups.now().channels()) {
            checks.findings()
                    .of(channel.id())
                    .flatMap(Finding::seen)
                    .ifPresent(seen -> codecs.put(channel.id(), Codecs.of(seen.tracks())));
        }
        return codecs;
    }

    /** The channels that play, and for how many, but for those who are no viewers. */
    private Map<ContentId, Integer> playing(StreamRegistry streams) {
        Map<ContentId, Integer> playing = new HashMap<>();
        for (StreamRegistry.Known stream : streams.known()) {
            if (stream.status().state() == StreamState.LIVE) {
                stream.names().stream()
                        .filter(name -> name.isChannel() && name.isOriginal())
                        .forEach(name -> playing.put(name, stream.status().players() - spare.servants(name)));
            }
        }
        return playing;
    }

    private static boolean isAnyIdle(EngineOffice engines) {
        return engines.engines().stream()
                .anyMatch(engine -> engine.usable()
                        && engine.slots().ours() == 0
                        && engine.slots().others() == 0);
    }

    /** The channels, for those who operate them. Not before {@link #warm}. */
    Controls controls() {
        return new Controls(lineups, programmes, checks);
    }

    /** This program ends. */
    void close() {
        warmth.close();
        ahead.close();
        round.close();
        given.close();
        remembered.close();
    }

    /** The doors to channels. */
    List<Route> playing(PlayerDoor media, HlsDoor hls) {
        return new ChannelDoor(lineups, media, hls).routes();
    }
}
