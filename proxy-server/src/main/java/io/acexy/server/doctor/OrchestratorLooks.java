package io.acexy.server.doctor;

import io.acexy.orchestrator.ClientTransport;
import io.acexy.orchestrator.NettyOrchestratorClient;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.VpnStatus;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.net.Network;
import io.acexy.server.settings.HostPort;
import io.netty.channel.EventLoop;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How it stands with the orchestrator, asked as the server asks it. Blocks. */
final class OrchestratorLooks implements AutoCloseable {

    private static final int MOST_ENGINES = 16;
    private static final long CLOSE_MILLIS = 100;

    private final OrchestratorConfig config;
    private final String what;
    private final Network network;
    private final EventLoop loop;
    private final OrchestratorClient client;

    OrchestratorLooks(ProxyConfig proxy, OrchestratorConfig config) {
        this.config = config;
        this.what = "orchestrator " + config.base();
        this.network = Network.open(proxy.network(), "acexy-doctor-loop");
        this.loop = network.loops().next();
        this.client = new NettyOrchestratorClient(
                config,
                new ClientTransport(
                        loop,
                        new ReflectiveChannelFactory<>(network.transport().client()),
                        network.names(),
                        Optional.empty()));
    }

    List<Finding> find() {
        if (!isNameKnown()) {
            return List.of(Finding.wrong(
                    what,
                    "the name " + config.base().getHost() + " cannot be resolved here",
                    "write an address, or run the proxy in the network where the name is known"));
        }
        Reply<OrchestratorStatus> status = await(client.status(loop));
        if (status == null || !status.isAnswered()) {
            return List.of(Finding.wrong(
                    what,
                    status == null ? "no answer in time" : "does not answer (" + status.describe() + ")",
                    "check ACEXY_ORCH_URL, and that the orchestrator runs"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                what,
                "answers, "
                        + client.dialect()
                                .map(Enum::name)
                                .map(name -> "dialect " + name)
                                .orElse("as one does")));
        Future<Reply<Boolean>> key = client.keyCheck(loop);
        Future<Reply<EngineList>> engines = client.engines(Freshness.CONFIRMED, loop);
        Future<Reply<VpnStatus>> vpn = client.vpn(loop);
        findings.add(key(await(key)));
        findings.addAll(engines(await(engines), status.contentIfAny()));
        findings.add(vpn(await(vpn)));
        findings.add(clock());
        return findings;
    }

    private boolean isNameKnown() {
        try {
            return InetAddress.getAllByName(config.base().getHost()).length > 0;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static <T> T await(Future<T> question) {
        return question.awaitUninterruptibly(Doctor.PATIENCE.toMillis()) ? question.getNow() : null;
    }

    private Finding key(Reply<Boolean> reply) {
        String key = what + ", key";
        if (reply == null) {
            return Finding.warning(key, "no answer in time", "try again");
        }
        if (reply.refusalIfAny().filter(Refusal::isKeyRefused).isPresent()) {
            return Finding.wrong(
                    key,
                    config.apiKey().isPresent() ? "the key is refused" : "there is none, and it wants one",
                    "set ACEXY_ORCH_APIKEY to the orchestrator's API_KEY");
        }
        if (reply instanceof Reply.Unsupported) {
            return Finding.ok(key, "cannot be tried without changing something");
        }
        return reply.isAnswered()
                ? Finding.ok(key, config.apiKey().isPresent() ? "is taken" : "none is set, and none is wanted")
                : Finding.warning(key, "not tried (" + reply.describe() + ")", "try again");
    }

    private List<Finding> engines(Reply<EngineList> reply, Optional<OrchestratorStatus> status) {
        String engines = what + ", engines";
        Optional<EngineList> list = reply == null ? Optional.empty() : reply.contentIfAny();
        if (list.isEmpty()) {
            String why = reply == null ? "no list in time" : "no list (" + reply.describe() + ")";
            return List.of(Finding.wrong(engines, why, "an engine that hangs may hold it up: see its own log"));
        }
        List<EngineState> listed = list.get().engines();
        List<Finding> findings = new ArrayList<>();
        findings.add(listed.isEmpty() ? none(engines, status) : Finding.ok(engines, listed.size() + " listed"));
        List<Look> looks = listed.stream()
                .limit(MOST_ENGINES)
                .map(engine -> new HostPort(engine.host(), engine.port()))
                .map(engine -> Look.one(EngineLook.what(engine), () -> EngineLook.at(engine)))
                .toList();
        findings.addAll(Doctor.all(looks));
        return findings;
    }

    private static Finding none(String engines, Optional<OrchestratorStatus> status) {
        Optional<BlockedReason> blocked =
                status.flatMap(known -> known.provisioning().blocked());
        return blocked.map(reason -> Finding.wrong(
                        engines,
                        "none, and none is started: " + reason.message(),
                        "look at the orchestrator's own page"))
                .orElseGet(() -> Finding.ok(engines, "none yet; one is started when somebody wants a stream"));
    }

    private Finding vpn(Reply<VpnStatus> reply) {
        String vpn = what + ", VPN";
        Optional<VpnStatus> known = reply == null ? Optional.empty() : reply.contentIfAny();
        if (known.isEmpty()) {
            return Finding.warning(vpn, "not known", "see the orchestrator's own page");
        }
        if (known.get().isDown()) {
            return Finding.wrong(
                    vpn, "is down: engines have no way out, and are hidden", "look at the VPN's container");
        }
        return Finding.ok(vpn, known.get().enabled() ? "is up" : "none is used");
    }

    private Finding clock() {
        String clock = what + ", clock";
        try {
            long before = System.currentTimeMillis();
            Page page = Page.get(config.base(), Doctor.PATIENCE);
            long now = System.currentTimeMillis();
            return page.date() == 0
                    ? Finding.ok(clock, "not told")
                    : Machine.clockDifference(clock, page.date(), before, now);
        } catch (IOException e) {
            return Finding.warning(clock, "not told (" + e.getMessage() + ")", "try again");
        }
    }

    @Override
    public void close() {
        client.close(loop).awaitUninterruptibly(CLOSE_MILLIS);
        network.close(CLOSE_MILLIS);
    }
}
