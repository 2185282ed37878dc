package io.acexy.server.fetch;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gets one wish by HTTP: from its URL over its redirects to its body. Each of them must be where it may be. One thread, which
 * blocks; whoever made it closes it.
 */
final class Exchange implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;
    private static final String NOT_PUBLIC = " is not an address of the public internet, and its host is not allowed";

    private final Way way;
    private final String agent;
    private final Wish wish;
    private final Deadline deadline;
    private final Set<InetAddress> own = new HashSet<>();
    private Channel channel;
    private Inbox inbox;

    Exchange(Way way, String agent, Wish wish) {
        this.way = way;
        this.agent = agent;
        this.wish = wish;
        this.deadline = new Deadline(wish.limits());
    }

    /** The answer that is not a redirect; its body is {@link #body}. */
    HttpResponse ask() throws IOException {
        HttpAddress at = HttpAddress.of(wish.source());
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse answer = ask(at, allowed(at, redirects == 0));
            String location = answer.headers().get(HttpHeaderNames.LOCATION);
            if (!isRedirect(answer.status().code()) || location == null) {
                return answer;
            }
            close();
            at = at.follow(location);
        }
        throw new UnfitException("it redirects more than " + MOST_REDIRECTS + " times");
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** The body of the answer. */
    Body body() {
        return new Body(channel, inbox);
    }

    /**
     * Where it is, as far as it may be there: all of the name's addresses, or it is refused. On the link is only what the operator has
     * named himself, and none of those whose hosts he has named for others.
     */
    private List<InetAddress> allowed(HttpAddress at, boolean first) throws IOException {
        List<InetAddress> addresses = way.lookUp(at, deadline);
        boolean named = (first && wish.trust().own()) || wish.trust().hosts().test(at.host());
        if (first && wish.trust().own()) {
            own.addAll(addresses);
        }
        for (InetAddress address : addresses) {
            if (own.contains(address)) {
                continue;
            }
            if (address.isLinkLocalAddress() || (!named && !Addresses.isPublic(address))) {
                throw new UnfitException((first ? "" : "it redirects to " + at.host() + ": ")
                        + address.getHostAddress()
                        + (named ? " is an address of the link, where nothing is fetched" : NOT_PUBLIC));
            }
        }
        return addresses;
    }

    private HttpResponse ask(HttpAddress at, List<InetAddress> addresses) throws IOException {
        inbox = new Inbox(deadline);
        channel = way.connect(at, addresses, inbox, deadline);
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, at.target(), Unpooled.EMPTY_BUFFER);
        write(request.headers(), at);
        channel.writeAndFlush(request, channel.voidPromise());
        HttpObject head = inbox.take(channel);
        if (head.decoderResult().isFailure() || !(head instanceof HttpResponse answer)) {
            ReferenceCountUtil.release(head);
            throw new UnfitException("it is not valid HTTP");
        }
        return answer;
    }

    private void write(HttpHeaders headers, HttpAddress at) {
        headers.set(HttpHeaderNames.HOST, at.authority())
                .set(HttpHeaderNames.USER_AGENT, agent)
                .set(HttpHeaderNames.ACCEPT, "*/*")
                .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (!at.user().isEmpty()) {
            String user = URLDecoder.decode(at.user().replace("+", "%2B"), StandardCharsets.UTF_8);
            String packed = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            headers.set(HttpHeaderNames.AUTHORIZATION, "Basic " + packed);
        }
        if (!wish.known().etag().isEmpty()) {
            headers.set(HttpHeaderNames.IF_NONE_MATCH, wish.known().etag());
        }
        if (!wish.known().lastModified().isEmpty()) {
            headers.set(HttpHeaderNames.IF_MODIFIED_SINCE, wish.known().lastModified());
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close();
            inbox.close();
            channel = null;
        }
    }
}
