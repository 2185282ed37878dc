package io.acexy.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What settings of channels come to. */
final class SampleTelevision {

    private SampleTelevision() {}

    static TelevisionConfig none() {
        return new TelevisionConfig(
                Path.of(""),
                Optional.empty(),
                new ChannelsConfig(
                        List.of(),
                        Duration.ofHours(1),
                        List.of(),
                        ChannelsConfig.Format.TS,
                        Path.of(""),
                        new ChannelsConfig.Choice(List.of(), List.of(), ChannelsConfig.Order.LIST)),
                new GuideConfig(List.of(), Duration.ofHours(6), 7, 1),
                new TunerConfig(false, "Acexy", "", 4, false));
    }

    static TelevisionConfig every() {
        return new TelevisionConfig(
                Path.of("/var/lib/acexy"),
                Optional.of(URI.create("https://tv.example/acexy")),
                new ChannelsConfig(
                        List.of("http://lists.example/a.m3u", "/etc/acexy/b.m3u"),
                        Duration.ofSeconds(41),
                        List.of("lists.example", "*.lan"),
                        ChannelsConfig.Format.HLS,
                        Path.of("/etc/acexy/channels"),
                        new ChannelsConfig.Choice(
                                List.of("Sports*", "!Adult"), List.of("*HD"), ChannelsConfig.Order.NUMBER)),
                new GuideConfig(
                        List.of("http://lists.example/guide.xml.gz", "/etc/acexy/guide"),
                        Duration.ofSeconds(42),
                        14,
                        3),
                new TunerConfig(true, "Loft", "105A0F30", 31, true));
    }
}
