package io.acexy.server.doctor;

import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.server.settings.HostPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Whether an engine is there, which version it is, and whether its core works: what answers questions may still be stuck. */
final class EngineLook {

    private static final String VERSION = "/webui/api/service?method=get_version";
    private static final String STATUS = "/server/api?api_version=3&method=get_status";

    /** There are two questions. */
    private static final Duration EACH = Doctor.PATIENCE.dividedBy(2).minusMillis(100);

    private EngineLook() {}

    static String what(HostPort engine) {
        return "engine " + engine;
    }

    static Finding at(HostPort engine) {
        String what = what(engine);
        try {
            InetAddress.getByName(engine.host());
            Page version = Page.get(URI.create("http://" + engine + VERSION), EACH);
            return judge(what, version, Page.get(URI.create("http://" + engine + STATUS), EACH));
        } catch (IOException e) {
            return trouble(what, engine, e);
        }
    }

    private static Finding judge(String what, Page version, Page status) {
        Optional<String> number = JsonDocument.parse(version.body())
                .flatMap(body -> body.at("result").at("version").nonBlank());
        if (version.status() != 200 || number.isEmpty()) {
            return Finding.wrong(
                    what,
                    "answers " + version.status() + ", but not as an engine does",
                    "look what listens there: an engine's HTTP API has port 6878 as a rule");
        }
        boolean ready = status.status() == 200
                && JsonDocument.parse(status.body())
                        .filter(body -> body.at("result").isPresent())
                        .isPresent();
        return ready
                ? Finding.ok(what, "answers, version " + number.get())
                : Finding.wrong(
                        what,
                        "version " + number.get() + " answers, but its core does not (get_status: " + status.status()
                                + ")",
                        "start it anew");
    }

    private static Finding trouble(String what, HostPort engine, IOException trouble) {
        if (trouble instanceof UnknownHostException) {
            return Finding.wrong(
                    what,
                    "the name " + engine.host() + " cannot be resolved here",
                    "write an address, or run the proxy in the network where the name is known");
        }
        if (trouble instanceof SocketTimeoutException) {
            return Finding.wrong(
                    what,
                    "no answer within " + EACH.toMillis() + " ms",
                    "look whether it hangs, or a firewall drops what is sent to it");
        }
        if (trouble instanceof ConnectException || trouble instanceof NoRouteToHostException) {
            return Finding.wrong(
                    what,
                    "nothing listens there (" + trouble.getMessage() + ")",
                    "start the engine, or set ACEXY_HOST and ACEXY_PORT, or ACEXY_ENGINES, to where it is");
        }
        return Finding.wrong(
                what, "does not answer as HTTP does (" + trouble.getMessage() + ")", "look what listens there");
    }
}
