package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentGuessTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "....ftypisom | MP4",
                "....moof.... | MP4",
                "#EXTM3U%0A#EXT-X-VERSION:3 | an HLS list",
                "#EXTM3U%0A#EXTINF:-1,one | an M3U list",
                "<!DOCTYPE html><html> | HTML",
                "%0A <html lang=en> | HTML",
                "<?xml version='1.0'?><MPD xmlns=''> | a DASH manifest",
                "<?xml version='1.0'?><rss> | XML",
                "{\"response\": null} | JSON",
                "[1, 2] | JSON",
                "%EF%BB%BF{\"a\": 1} | JSON",
                "Not found | text",
                "%1AE%DF%A3%01 | Matroska or WebM",
                "FLV%01%05 | Flash video",
                "OggS%00 | Ogg",
                "%1F%8B%08 | data compressed by gzip",
                "%00%00%01%BA%44 | an MPEG program stream",
                "RIFF....AVI | AVI or WAV",
                "%FF%F1%50%80 | plain audio",
                "ID3%03%00 | plain audio",
                "d8:announce35:udp | a torrent file",
                "%01%02%03 | binary data of an unknown kind",
                "'' | nothing"
            })
    void itIsKnownByHowItBegins(String content, String guess) {
        byte[] head = bytes(content);
        assertThat(ContentGuess.of(head, head.length)).isEqualTo(guess);
    }

    @Test
    void theAlignerRemembersHowItBeganUntilItHasFoundPackets() {
        TsAligner aligner = new TsAligner();
        aligner.align(Unpooled.wrappedBuffer(bytes("<ht")), Unpooled.buffer());
        aligner.align(Unpooled.wrappedBuffer(bytes("ml><body>")), Unpooled.buffer());
        assertThat(aligner.seems()).isEqualTo("HTML");

        aligner.align(Unpooled.wrappedBuffer(new byte[1000]), Unpooled.buffer());
        byte[] packets = new byte[4 * TsPacket.SIZE];
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            packets[at] = TsPacket.SYNC;
        }
        aligner.align(Unpooled.wrappedBuffer(packets), Unpooled.buffer());
        assertThat(aligner.locked()).isTrue();
        assertThat(aligner.seems()).isEmpty();
    }

    /** As in URLs, but for the plus sign. */
    private static byte[] bytes(String content) {
        return URLDecoder.decode(content.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
