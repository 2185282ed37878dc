package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.AccessLog.Served;
import io.acexy.server.http.Trail;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessLineTest {

    private static final Instant OVER = Instant.parse("2026-11-26T12:00:07Z");
    private static final ContentId CONTENT =
            new ContentId(ContentId.Kind.CONTENT_ID, "0123456789abcdef0123456789abcdef01234567");

    private final HttpHeaders headers =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    private String target = "/ace/getstream?id=" + CONTENT.value() + "&key=s3cret";

    private Trail trail() throws Exception {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName("10.1.2.3"), 5000);
        return new Trail("k3f9a2b1", asked(peer, HttpVersion.HTTP_1_1));
    }

    private Trail.Asked asked(InetSocketAddress peer, HttpVersion version) {
        return Trail.Asked.of(peer, new DefaultHttpRequest(version, HttpMethod.GET, target, headers));
    }

    private static String line(boolean hidden, Trail trail) {
        return new AccessLine(new Mask(hidden))
                .of(new Served(trail, 200, 12_345, "client_left", Duration.ofSeconds(7)), OVER);
    }

    @Test
    void aLineIsInCombinedFormatWithOurFactsBehindIt() throws Exception {
        headers.set("User-Agent", "VLC/3.0.20 LibVLC/3.0.20").set("Referer", "http://me:pw@host/page?token=s3cret#x");
        Trail trail = trail();
        trail.note("stream", CONTENT);
        trail.note("format", "ts");
        trail.note("join", "started");
        trail.note("waited_ms", 812L);
        assertThat(line(false, trail))
                .isEqualTo("10.1.2.3 - - [26/Nov/2026:12:00:00 +0000] \"GET /ace/getstream HTTP/1.1\" 200 12345"
                        + " \"http://host/page\" \"VLC/3.0.20 LibVLC/3.0.20\" request=k3f9a2b1 took_ms=7000"
                        + " stream=01234567 format=ts join=started waited_ms=812 end=client_left\n");
    }

    @Test
    void inPrivateAnAddressIsItsNetworkAndTheAgentStays() throws Exception {
        headers.set("User-Agent", "Kodi");
        target = "/ace/r/" + "ab".repeat(20) + "/x";
        assertThat(line(true, trail()))
                .startsWith("10.1.2.0 - - [")
                .contains("\"GET /ace/r/abababab/x HTTP/1.1\"", "\"Kodi\"");
    }

    @Test
    void nothingThatSomebodySendsForgesALineOrAField() throws Exception {
        headers.set("User-Agent", "a\"b\\c\r\n10.0.0.1 - - \u00e9\u2028");
        target = "/a\"b";
        assertThat(line(false, trail()))
                .hasLineCount(1)
                .contains("\"GET /a\\\"b HTTP/1.1\"")
                .contains("\"a\\\"b\\\\c\\x0d\\x0a10.0.0.1 - - \\xe9\\u2028\"");
    }

    @Test
    void noSecretOfAnyHeaderIsInIt() throws Exception {
        headers.set("Authorization", "Bearer s3cret").set("X-Api-Key", "s3cret").set("User-Agent", "x token=s3cret");
        assertThat(line(false, trail())).doesNotContain("s3cret");
    }

    @Test
    void whoSaysMoreThanIsOfUseIsCutShort() throws Exception {
        headers.set("User-Agent", "a".repeat(8000)).set("Referer", "http://host/" + "b".repeat(8000));
        assertThat(trail().asked().agent()).isEqualTo("a".repeat(512));
        assertThat(trail().asked().referer()).isEmpty();
        assertThat(line(false, trail())).contains(" \"-\" \"" + "a".repeat(256) + "\" request=");
        headers.set("Referer", "http://host/page?" + "b".repeat(8000));
        assertThat(line(false, trail())).contains("\"http://host/page\"");
    }

    @Test
    void whoHasNoAddressAndSaysNothingIsADash() {
        assertThat(line(true, new Trail("r", asked(null, HttpVersion.HTTP_1_0))))
                .startsWith("- - - [")
                .contains("\" 200 12345 \"-\" \"-\" request=r ");
    }
}
