package io.acexy.server.access;

import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Request;
import io.acexy.server.http.Target;
import io.acexy.server.settings.Networks;
import io.acexy.server.settings.NetworksKind;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs addresses (HMAC-SHA-256) and says what a signature opens. Immutable; any thread.
 *
 * @param secrets the first signs, all verify
 * @param clock says when a signature has expired
 */
record Signer(List<String> secrets, InstantSource clock) {

    private static final String CODE = "HmacSHA256";
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern HOLDER = Pattern.compile("[\\w.@-]{1,64}");

    /** What a signature says of who shows it: that he may, or why not. */
    record Verdict(Optional<String> refusal, String holder) {

        static Verdict no(String why) {
            return new Verdict(Optional.of(why), "");
        }
    }

    /**
     * Signs an address.
     *
     * @param url path and query, or all of it
     * @param time how long it may be begun to be used
     * @param networks from where it may be used; nothing for everywhere
     * @param holder whom the status shows; nothing for nobody
     * @throws IllegalArgumentException with what cannot be signed, and where there is no secret
     */
    String sign(String url, Duration time, Optional<String> networks, Optional<String> holder) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no secret to sign with: set acexy.access.sign.secret or .file");
        }
        networks.ifPresent(NetworksKind.INSTANCE::parse);
        if (holder.filter(name -> !HOLDER.matcher(name).matches()).isPresent()) {
            throw new IllegalArgumentException("a holder's name has up to 64 letters, digits and _.@-");
        }
        String bare = url.indexOf('#') < 0 ? url : url.substring(0, url.indexOf('#'));
        Target target = target(bare);
        String expires = Long.toString(clock.instant().plus(time).getEpochSecond());
        SignedText text = SignedText.of(target, expires, networks, holder);
        StringBuilder signed = new StringBuilder(bare).append(bare.indexOf('?') < 0 ? '?' : '&');
        signed.append(SignedText.EXPIRES).append('=').append(expires);
        networks.ifPresent(value -> add(signed, SignedText.NETWORK, value));
        holder.ifPresent(value -> add(signed, SignedText.HOLDER, value));
        add(signed, SignedText.SIGNATURE, code(secrets.get(0), text.text()));
        return signed.toString();
    }

    private static Target target(String url) {
        try {
            Target target = Target.of(url);
            boolean signed =
                    List.of(SignedText.EXPIRES, SignedText.NETWORK, SignedText.HOLDER, SignedText.SIGNATURE, "key")
                            .stream()
                            .anyMatch(target.query().parameters()::containsKey);
            if (signed || target.key().isPresent()) {
                throw new IllegalArgumentException("the address has a key or a signature already");
            }
            if (target.path().length() < 2 || !(url.startsWith("/") || url.startsWith("http"))) {
                throw new IllegalArgumentException(
                        "an address is a path such as /ace/getstream?id=..., or a whole URL");
            }
            return target;
        } catch (BadRequestException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void add(StringBuilder url, String name, String value) {
        url.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** Whether a signature is shown at all, be it good or bad. */
    static boolean isShown(Request request) {
        return request.query().parameters().containsKey(SignedText.SIGNATURE);
    }

    /** What is to be thought of a request that shows a signature. */
    Verdict verdict(Request request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Verdict.no("a signature opens media, and nothing else");
        }
        Optional<SignedText> text = SignedText.of(request.path(), request.query());
        Optional<String> code = SignedText.once(request.query(), SignedText.SIGNATURE)
                .filter(given -> SIGNATURE.matcher(given).matches());
        if (text.isEmpty() || code.isEmpty() || !isSigned(text.get(), code.get())) {
            return Verdict.no("this signature is not one of this address");
        }
        return verdict(request, text.get());
    }

    private Verdict verdict(Request request, SignedText text) {
        if (!SECONDS.matcher(text.expires()).matches()
                || clock.instant().getEpochSecond() >= Long.parseLong(text.expires())) {
            return Verdict.no("this address has expired");
        }
        if (text.networks().isPresent()
                && !request.origin()
                        .client()
                        .filter(networks(text.networks().get())::contains)
                        .isPresent()) {
            return Verdict.no("this address is for another network");
        }
        return new Verdict(Optional.empty(), text.holder().orElse(""));
    }

    /** Whoever has signed nonsense has opened nothing. */
    private static Networks networks(String text) {
        try {
            return NetworksKind.INSTANCE.parse(text);
        } catch (IllegalArgumentException e) {
            return Networks.NONE;
        }
    }

    /** All secrets are tried, and each comparison takes as long as any. */
    private boolean isSigned(SignedText text, String given) {
        byte[] code = given.getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String secret : secrets) {
            found |= MessageDigest.isEqual(code(secret, text.text()).getBytes(StandardCharsets.US_ASCII), code);
        }
        return found;
    }

    private static String code(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(CODE);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), CODE));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CODE, e);
        }
    }
}
