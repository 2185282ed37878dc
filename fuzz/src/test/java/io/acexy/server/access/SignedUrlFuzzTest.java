package io.acexy.server.access;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.fuzz.Reads;
import io.acexy.server.config.AccessConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Request;
import io.acexy.server.http.Target;
import io.acexy.server.http.Trail;
import io.acexy.server.play.ContentQuery;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An address to sign, and how somebody changes what has been signed: three lines, of which the second is put before, and the third
 * behind, a place in the address that their length says. What a changed address still opens is what was signed, and nothing else.
 */
@Reads({SignedText.class, Signer.class})
class SignedUrlFuzzTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final AccessConfig ACCESS = ProxyConfig.of(Map.of()).listen().access();
    private static final Connection CONNECTION = new Connection(new EmbeddedChannel(), new Bugs());
    private static final InetAddress ASKER = new InetSocketAddress("203.0.113.5", 0).getAddress();
    private static final InetAddress STRANGER = new InetSocketAddress("198.51.100.5", 0).getAddress();
    private static final Signatures LATER = signatures(NOW.plus(Duration.ofHours(1)));

    private final Signatures signatures = signatures(NOW);
    private final Guard guard = guard();

    private static Signatures signatures(Instant now) {
        try {
            return Signatures.read(new AccessConfig.Signing(List.of("the-secret-that-signs"), Path.of("")), () -> now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Guard guard() {
        try {
            return new Guard(ACCESS, Optional.empty(), Keys.open(ACCESS.keys(), new Bugs()), signatures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void aChangedAddressOpensWhatWasSignedOrNothing(byte[] data) {
        String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", 3);
        boolean forOne = data.length % 2 == 0;
        String signed;
        try {
            signed = signatures.sign(
                    lines[0],
                    Duration.ofHours(1),
                    Optional.of("203.0.113.0/24").filter(network -> forOne),
                    Optional.of("guest").filter(holder -> forOne));
        } catch (IllegalArgumentException e) {
            open(lines[0]).ifPresent(opened -> {
                throw new AssertionError("without a signature: " + lines[0]);
            });
            return;
        }
        String meant = meaning(Target.of(lines[0]));
        if (!open(signed).equals(Optional.of(meant))) {
            throw new AssertionError(signed + " does not open " + meant);
        }
        expectNothing(HttpMethod.POST, ASKER, signatures, signed);
        expectNothing(HttpMethod.GET, ASKER, LATER, signed);
        if (forOne) {
            expectNothing(HttpMethod.GET, STRANGER, signatures, signed);
        }
        for (int i = 1; i < lines.length; i++) {
            int at = Math.floorMod(data.length * 31 + lines[i].length() * i, signed.length() + 1);
            String changed = signed.substring(0, at) + lines[i] + signed.substring(at);
            expectNoMore(meant, changed);
            expectNoMore(
                    meant, signed.substring(0, at) + lines[i] + signed.substring(Math.min(signed.length(), at + 1)));
        }
    }

    private static void expectNothing(HttpMethod method, InetAddress asker, Signatures signatures, String signed) {
        Signer.Verdict verdict = signatures.verdict(request(method, asker, signed, Target.of(signed)));
        if (verdict.refusal().isEmpty()) {
            throw new AssertionError(method + " " + signed + " by " + asker + " is allowed");
        }
    }

    private void expectNoMore(String meant, String changed) {
        open(changed).filter(opened -> !opened.equals(meant)).ifPresent(opened -> {
            throw new AssertionError(changed + " opens " + opened + ", and what was signed is " + meant);
        });
    }

    /** Which path and content an address opens; nothing where it is refused. */
    private Optional<String> open(String url) {
        try {
            Target target = Target.of(url);
            Request request = request(HttpMethod.GET, ASKER, url, target);
            return guard.refusal(request, Area.PLAY).isPresent() ? Optional.empty() : Optional.of(meaning(target));
        } catch (BadRequestException refused) {
            return Optional.empty();
        }
    }

    private static String meaning(Target target) {
        try {
            ContentId content = ContentQuery.content(target.query());
            return target.path()
                    + ' '
                    + content.kind()
                    + ' '
                    + content.value()
                    + ' '
                    + content.file()
                    + ' '
                    + content.profile();
        } catch (BadRequestException e) {
            return target.path();
        }
    }

    private static Request request(HttpMethod method, InetAddress asker, String url, Target target) {
        return new Request(
                method,
                new Request.Resource(target.path(), Map.of(), target.query(), target.key()),
                new Request.Origin(null, "host", Map.of(), Optional.of(asker)),
                new DefaultHttpHeaders(),
                new Request.Form(true, true, false, false),
                CONNECTION,
                new Trail("id", new Trail.Asked(null, method.name(), url, "HTTP/1.1", "", "")));
    }
}
