package io.acexy.orchestrator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes any text safe as one value of a query: ids may hold {@code |}, {@code :} and whatever a phantom was named. */
final class UrlEscape {

    private UrlEscape() {}

    static String value(String text) {
        // URLEncoder writes forms, where a blank is a plus sign; in a URL it is %20 everywhere.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
