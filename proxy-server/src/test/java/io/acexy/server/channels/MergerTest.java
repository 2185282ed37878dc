package io.acexy.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ChannelsConfig.Choice;
import io.acexy.server.config.ChannelsConfig.Order;
import io.acexy.server.m3u.Playlist;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergerTest {

    private static final Choice ALL = new Choice(List.of(), List.of(), Order.LIST);
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    private Book book = Book.of("");

    private Merger.Merged merge(Choice choice, String byHand, String... lists) throws IOException {
        Merger merger = new Merger(choice, HandFile.read(bytes(byHand)));
        for (String list : lists) {
            merger.header(Playlist.read(bytes(list), merger));
        }
        Merger.Merged merged = merger.finish(book, 20_000);
        book = Book.of(merged.book().text());
        return merged;
    }

    private Merger.Merged merge(String... lists) throws IOException {
        return merge(ALL, "", lists);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(String attributes, String name, String address) {
        return "#EXTINF:-1 " + attributes + "," + name + "\n" + address + "\n";
    }

    private static String text(Merger.Merged merged) {
        ByteBuf list = merged.listing().render(UnpooledByteBufAllocator.DEFAULT, "http://tv:8080", ".ts", false);
        try {
            return list.toString(StandardCharsets.UTF_8);
        } finally {
            list.release();
        }
    }

    private static List<String> shown(Merger.Merged merged) {
        return merged.lineup().channels().stream()
                .map(channel -> channel.id() + " " + channel.number() + " " + channel.name() + " "
                        + channel.contents().stream()
                                .map(content -> content.hash().substring(0, 1))
                                .toList())
                .toList();
    }

    @Test
    void linesStayAsTheyAreButForWhatTheyLack() throws IOException {
        String list =
                """
                #EXTM3U x-tvg-url="http://g/x.xml"\r
                #EXTINF:-1 tvg-id="La1.es" tvg-chno="7" group-title='A',La 1, HD\r
                #EXTVLCOPT:x=y\r
                \r
                acestream://%s\r
                #EXTINF:0,Radio
                http://radio/x|User-Agent=a
                #EXTINF:-1,Two
                %s"""
                        .formatted(A, B);
        assertThat(text(merge(list)))
                .isEqualTo(
                        """
                        #EXTM3U x-tvg-url="http://g/x.xml"
                        #EXTINF:-1 tvg-id="La1.es" tvg-chno="7" group-title='A',La 1, HD
                        #EXTVLCOPT:x=y
                        http://tv:8080/channel/la1-es.ts
                        #EXTINF:0,Radio
                        http://radio/x|User-Agent=a
                        #EXTINF:-1 tvg-id="two" tvg-chno="1",Two
                        http://tv:8080/channel/two.ts
                        """);
    }

    @Test
    void entriesOfOneIdOrOneNameAreOneChannel() throws IOException {
        assertThat(shown(merge(
                        entry("tvg-id=\"la1\"", "La 1", A) + entry("", "Télé-Dos", B),
                        entry("tvg-id=\"LA1\"", "La Uno", B) + entry("", "TELE DOS", C) + entry("", "la 1", A))))
                .containsExactly("la1 1 La 1 [a, b]", "tele-dos 2 Télé-Dos [b, c]");
    }

    @Test
    void aChannelIsKnownAgainByIdThenNameThenContent() throws IOException {
        merge(entry("tvg-id=\"one\"", "One", A) + entry("", "Two", B) + entry("", "Three", C));
        assertThat(shown(merge(entry("", "Drei", C)
                        + entry("", "Two", "d".repeat(40))
                        + entry("tvg-id=\"one\"", "Uno", "e".repeat(40))
                        + entry("", "New", "f".repeat(40)))))
                .containsExactly("three 3 Drei [c]", "two 2 Two [d]", "one 1 Uno [e]", "new 4 New [f]");
    }

    @Test
    void whoIsGoneForAWhileComesBackAsHeWas() throws IOException {
        merge(entry("", "One", A) + entry("", "Two", B));
        merge(entry("", "Two", B));
        assertThat(shown(merge(entry("", "Two", B) + entry("", "One", A))))
                .containsExactly("two 2 Two [b]", "one 1 One [a]");
    }

    @Test
    void numbersAreThoseOfTheListAndEachIsGivenOnce() throws IOException {
        assertThat(shown(merge(entry("", "Free", A)
                        + entry("tvg-chno=\"1\"", "One", B)
                        + entry("tvg-chno=\"1\"", "Same", C)
                        + entry("tvg-chno=\"007.10\"", "Bond", "d".repeat(40))
                        + entry("tvg-chno=\"x\"", "Odd", "e".repeat(40)))))
                .containsExactly(
                        "free 2 Free [a]", "one 1 One [b]", "same 3 Same [c]", "bond 7.10 Bond [d]", "odd 4 Odd [e]");
    }

    @Test
    void groupsAndNamesChooseAndGroupsOrder() throws IOException {
        String list = entry("group-title=\"News\"", "N", A)
                + entry("group-title=\"Sports;Live\"", "S HD", B)
                + entry("group-title=\"Adult\"", "X", C)
                + entry("", "Plain", "d".repeat(40))
                + entry("group-title=\"News\"", "Other", "http://x/y");
        Choice choice = new Choice(List.of("sport*", "news"), List.of("!x"), Order.LIST);
        Merger.Merged merged = merge(choice, "", list);
        assertThat(shown(merged)).containsExactly("s-hd 2 S HD [b]", "n 1 N [a]");
        assertThat(text(merged)).endsWith("http://x/y\n");
    }

    @Test
    void channelsAreOrderedByNumberOrName() throws IOException {
        String list = entry("tvg-chno=\"10\"", "Ä", A) + entry("tvg-chno=\"9\"", "b", B);
        assertThat(shown(merge(new Choice(List.of(), List.of(), Order.NUMBER), "", list)))
                .containsExactly("b 9 b [b]", "a 10 Ä [a]");
        assertThat(shown(merge(new Choice(List.of(), List.of(), Order.NAME), "", list)))
                .containsExactly("a 10 Ä [a]", "b 9 b [b]");
    }

    @Test
    void whatIsWrittenByHandComesFirstAndIsFilledFromTheLists() throws IOException {
        String hand = "# mine\n[uno]\nname = La Una\nguide = La1.es\ncontent = " + C + "\ncontent = acestream://" + A
                + "\n\n[empty]\nname = Nobody has it\n[only]\nnumber = 5\ncontent = " + B + "\n";
        Merger.Merged merged = merge(
                ALL,
                hand,
                entry("tvg-id=\"La1.es\" group-title=\"TV\" tvg-logo=\"http://l/1.png\"", "La 1", "d".repeat(40)));
        assertThat(shown(merged)).containsExactly("uno 1 La Una [c, a, d]", "only 5 only [b]");
        assertThat(text(merged))
                .isEqualTo(
                        "#EXTM3U\n#EXTINF:-1 tvg-id=\"La1.es\" tvg-chno=\"1\" tvg-logo=\"http://l/1.png\" group-title=\"TV\""
                                + ",La Una\nhttp://tv:8080/channel/uno.ts\n"
                                + "#EXTINF:-1 tvg-id=\"only\" tvg-chno=\"5\",only\nhttp://tv:8080/channel/only.ts\n");
    }

    @Test
    void theGuideOfThisProxyReplacesThoseOfTheLists() throws IOException {
        Merger.Merged merged = merge("#EXTM3U url-tvg=\"http://g\" tvg-shift=\"2\"\n" + entry("", "A", A));
        ByteBuf list = merged.listing().render(UnpooledByteBufAllocator.DEFAULT, "https://x/y", ".m3u8", true);
        assertThat(list.toString(StandardCharsets.UTF_8))
                .contains("tvg-shift=\"2\"", "x-tvg-url=\"https://x/y/guide.xml\"", "\nhttps://x/y/channel/a.m3u8\n")
                .doesNotContain("url-tvg=\"http://g\"");
        list.release();
    }

    @Test
    void namesThatLookAlikeInAUrlHaveIdsOfTheirOwn() throws IOException {
        assertThat(shown(merge(entry("", "A+", A) + entry("", "A plus", B) + entry("", "日本", C))))
                .containsExactly("a-plus 1 A+ [a]", "a-plus-2 2 A plus [b]", "channel 3 日本 [c]");
    }
}
