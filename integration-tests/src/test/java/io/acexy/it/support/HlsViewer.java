package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.HlsList;
import io.acexy.testkit.HlsRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A player of HLS who believes nothing: each list and each segment that it names or has named is read, and held to the rules. For
 * test threads.
 */
public final class HlsViewer {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HlsRules rules = new HlsRules();
    private final Map<String, Integer> bodies = new HashMap<>();
    private final URI list;

    /** Opens a channel, and waits for its list. */
    public HlsViewer(URI manifest) throws IOException, InterruptedException {
        HttpResponse<String> index = http.send(HttpRequest.newBuilder(manifest).build(), BodyHandlers.ofString());
        assertThat(index.statusCode()).as(index.body()).isEqualTo(200);
        String address = index.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        this.list = manifest.resolve(address);
    }

    /** Where his list is. */
    public URI list() {
        return list;
    }

    /** What has been held to the rules. */
    public HlsRules rules() {
        return rules;
    }

    /**
     * Reads the list, all it names, and all it has named that has to be there still.
     *
     * @param media how many seconds of media have come by now
     */
    public HlsList refresh(double media) throws IOException, InterruptedException {
        double asked = seconds();
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        HlsList read = rules.list(answer.body(), asked, seconds(), media);
        for (HlsList.Segment segment : read.segments()) {
            segment(segment).ifPresent(bytes -> rules.segment(segment, bytes));
        }
        for (HlsList.Segment segment : rules.removed(seconds())) {
            segment(segment);
        }
        return read;
    }

    /** Its bytes; nothing where he is so slow that it may be gone. */
    private Optional<byte[]> segment(HlsList.Segment segment) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(list.resolve(segment.address())).build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() == 404 && !rules.isOwed(segment, seconds())) {
            return Optional.empty();
        }
        assertThat(answer.statusCode()).as("%s", segment).isEqualTo(200);
        int bytes = Arrays.hashCode(answer.body());
        Integer before = bodies.putIfAbsent(segment.path(), bytes);
        assertThat(before == null || before == bytes)
                .as("the same bytes each time: %s", segment)
                .isTrue();
        return Optional.of(answer.body());
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }
}
