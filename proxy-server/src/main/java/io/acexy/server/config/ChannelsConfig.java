package io.acexy.server.config;

import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import io.acexy.server.settings.TextsKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The household's channels.
 *
 * @param playlists where lists are: URLs or paths
 * @param refresh how often they are looked at
 * @param hosts whose lists may be rewritten for a player who names one
 * @param format what players are given unless they say
 * @param file channels by hand; empty where there are none
 * @param choice which of them are shown, and in which order
 */
public record ChannelsConfig(
        List<String> playlists, Duration refresh, List<String> hosts, Format format, Path file, Choice choice) {

    /** What an address in a list plays. */
    public enum Format {
        TS,
        HLS
    }

    /** In which order channels are listed. */
    public enum Order {
        /** As the lists have them. */
        LIST,
        NUMBER,
        NAME
    }

    /**
     * Which entries of the lists are shown.
     *
     * @param groups patterns, of which an entry's group has to fit one; their order is that of the channels
     * @param names patterns, of which an entry's name has to fit one
     * @param order of those that fit the same pattern
     */
    public record Choice(List<String> groups, List<String> names, Order order) {}

    static final Setting<List<String>> PLAYLIST = Names.ACEXY
            .setting(
                    "playlist",
                    new TextsKind("URLs or paths of M3U playlists"),
                    "",
                    "The lists of channels that /playlist.m3u is made of; a comma in a URL is written %2C.")
            .keptSecret()
            .atOnce();
    static final Setting<Duration> REFRESH = Names.ACEXY
            .setting(
                    "playlist.refresh",
                    DurationKind.between(Duration.ofSeconds(10), Duration.ofDays(7)),
                    "1h",
                    "How often each list is asked whether it has changed. Files are looked at every 10 seconds.")
            .atOnce();
    static final Setting<List<String>> HOSTS = Names.ACEXY
            .setting(
                    "playlist.hosts",
                    new TextsKind("names of hosts, or *.name for all below one"),
                    "",
                    "Whose lists /playlist.m3u?url= rewrites for whoever asks, also in private networks; none unless they are named. "
                            + "Pictures of channels are had from there too.")
            .atOnce();
    static final Setting<Format> FORMAT = Names.ACEXY
            .setting(
                    "playlist.format",
                    EnumKind.of(Format.class),
                    "ts",
                    "What the addresses in /playlist.m3u play, unless it is asked for with format=ts or format=hls.")
            .atOnce();
    static final Setting<Path> FILE = Names.ACEXY
            .setting(
                    "channels.file",
                    PathKind.INSTANCE,
                    "",
                    "A file of channels by hand, and of contents that lists do not have; its form is in docs/channels.md.")
            .atOnce();
    static final Setting<List<String>> GROUPS = Names.ACEXY
            .setting(
                    "channels.groups",
                    new TextsKind("patterns such as Sports*, with ! before for those that are left out"),
                    "",
                    "The groups whose channels are shown, in this order; empty shows all.")
            .atOnce();
    static final Setting<List<String>> NAMES = Names.ACEXY
            .setting(
                    "channels.names",
                    new TextsKind("patterns such as *HD*, with ! before for those that are left out"),
                    "",
                    "The channels that are shown, by their names; empty shows all.")
            .atOnce();
    static final Setting<Order> ORDER = Names.ACEXY
            .setting(
                    "channels.order",
                    EnumKind.of(Order.class),
                    "list",
                    "The order of channels in all lists, within the groups of acexy.channels.groups if there are some.")
            .atOnce();

    static final SettingGroup SETTINGS =
            new SettingGroup("Channels", List.of(PLAYLIST, REFRESH, HOSTS, FORMAT, FILE, GROUPS, NAMES, ORDER));

    /** Checks. */
    public ChannelsConfig {
        PLAYLIST.check(playlists);
        REFRESH.check(refresh);
        HOSTS.check(hosts);
        playlists = List.copyOf(playlists);
        hosts = List.copyOf(hosts);
    }

    static ChannelsConfig of(Resolution settings) {
        return new ChannelsConfig(
                settings.get(PLAYLIST),
                settings.get(REFRESH),
                settings.get(HOSTS),
                settings.get(FORMAT),
                settings.get(FILE),
                new Choice(settings.get(GROUPS), settings.get(NAMES), settings.get(ORDER)));
    }

    /** Whether there is a list of channels. */
    public boolean isOn() {
        return !playlists.isEmpty() || !file.toString().isEmpty();
    }

    /**
     * Whether the operator has named a host as one of which others may have things fetched.
     *
     * @param host in lower case
     */
    public boolean mayFetchFrom(String host) {
        return hosts.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }

    /** Whether anything is served of lists. */
    public boolean servesLists() {
        return isOn() || !hosts.isEmpty();
    }
}
