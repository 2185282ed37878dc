package io.acexy.server.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    private static String with(String text) {
        return text.replace("HASH", HASH).replace("UPPER", HASH.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "acestream://HASH, id=HASH",
        "ACESTREAM://UPPER, id=HASH",
        "acestream:HASH, id=HASH",
        "acestream://HASH?name=x, id=HASH",
        "acestream://HASH/, id=HASH",
        "acestream:?content_id=HASH, id=HASH",
        "acestream://?infohash=HASH, infohash=HASH",
        "acestream:?magnet=magnet%3A%3Fxt%3Durn%3Abtih%3AHASH, magnet=magnet:?xt=urn:btih:HASH",
        "UPPER, id=HASH",
        "http://127.0.0.1:6878/ace/getstream?id=HASH, id=HASH",
        "http://127.0.0.1:6878/ace/getstream?content_id=UPPER&pid=7, id=HASH",
        "https://engine.example/ace/getstream?infohash=HASH&format=json, infohash=HASH",
        "http://[::1]:6878/ace/getstream/?id=HASH, id=HASH",
        "http://e/ace/manifest.m3u8?id=HASH, id=HASH",
        "http://user:pass@e:99/under/path/ace/getstream?sid=1&id=HASH#x, id=HASH",
        "http://e/ace/getstream?pid=1&amp;id=HASH, id=HASH",
        "http://e/ace/getstream?url=http%3A%2F%2Fx%2Fy.acelive, url=http://x/y.acelive",
        "http://e/ace/getstream?url=acestream%3A%2F%2FHASH, id=HASH",
        "http://e/ace/getstream?magnet=magnet:%3Fxt=urn:btih:HASH, magnet=magnet:?xt=urn:btih:HASH",
        "http://p:8000/pid/HASH/stream.mp4, id=HASH",
        "http://p:8000/content_id/HASH/stream.ts, id=HASH",
        "http://p:8000/infohash/HASH/, infohash=HASH",
        "http://p:8000/pid/HASH, id=HASH",
        "http://p/torrent/http%3A%2F%2Fx%2Fy.torrent/stream.mp4, url=http://x/y.torrent",
        "http://m:8888/proxy/acestream/stream?api_password=x&id=HASH, id=HASH",
        "https://m/proxy/acestream/manifest.m3u8?infohash=HASH, infohash=HASH",
        "plugin://script.module.horus?action=play&id=HASH, id=HASH",
        "plugin://program.plexus/?url=acestream://HASH&mode=1&name=x, id=HASH"
    })
    void anAddressOfAContentIsKnown(String address, String content) {
        Link link = Link.of(with(address)).orElseThrow();
        assertThat(link.content().kind().parameter() + "=" + link.content().value())
                .isEqualTo(with(content));
        assertThat(link.options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#EXTM3U",
                "http://x/y.m3u8",
                "http://x/live?token=HASH",
                "http://x/HASH.ts",
                "rtmp://x/HASH",
                "http://x/ace/getstream",
                "http://x/ace/getstream?name=x",
                "http://x/ace/getstream?id=short",
                "http://x/place/getstream?id=HASH",
                "http://x/channel/la1.ts",
                "HASHa",
                "acestream://short",
                "udp://@239.0.0.1:1234",
                "../relative/stream.ts",
                "http://x/spid/HASH/y",
                "http://x/?u=/pid/HASH/"
            })
    void anythingElseIsNot(String address) {
        assertThat(Link.of(with(address))).isEmpty();
    }

    @ParameterizedTest(name = "{0} keeps {1}")
    @CsvSource({
        "http://e/ace/getstream?id=HASH&_idx=2&pid=4, &_idx=2, 2",
        "http://e/ace/getstream?transcode_audio=1&id=HASH&quality=hd, &transcode_audio=1&quality=hd, 0",
        "http://e/ace/getstream?id=HASH&profile=aac&quality=<x>, &profile=aac, 0"
    })
    void whatChoosesOrShapesMediaIsKept(String address, String options, int file) {
        Link link = Link.of(with(address)).orElseThrow();
        assertThat(link.options()).isEqualTo(options);
        assertThat(link.content().file()).isEqualTo(file);
    }
}
