package io.acexy.orchestrator;

import io.acexy.orchestrator.message.KeyType;
import io.acexy.orchestrator.message.StreamStarted;
import java.net.URI;

/** Answers as the public versions give them, shortened where nothing is read. */
public final class Samples {

    public static final String STATUS_A_OCT =
            """
            {"status":"healthy","engines":{"total":3,"running":3,"healthy":2,"unhealthy":1},
             "streams":{"active":5,"total":10},
             "capacity":{"total":3,"used":5,"available":-2,"max_replicas":10,"min_replicas":1},
             "vpn":{"enabled":true,"connected":true,"health":"healthy","container":"gluetun","forwarded_port":54321},
             "provisioning":{"can_provision":true,"circuit_breaker_state":"closed","last_failure":null,
               "blocked_reason":null,"blocked_reason_details":null},
             "config":{"auto_delete":true,"grace_period_s":30,"target_image":"engine:latest"},
             "timestamp":"2025-10-13T16:39:00.123456+00:00"}""";

    public static final String STATUS_A_DEC =
            """
            {"status":"degraded","engines":{"total":2,"running":2,"healthy":2,"unhealthy":0},
             "streams":{"active":1,"total":1},
             "capacity":{"total":2,"used":1,"available":1,"max_replicas":6,"min_replicas":2},
             "vpn":{"enabled":true,"connected":false,"health":"starting","container":"gluetun","forwarded_port":null},
             "provisioning":{"can_provision":false,"circuit_breaker_state":"closed","last_failure":null,
               "blocked_reason":"VPN not connected","blocked_reason_details":{"code":"vpn_disconnected",
               "message":"VPN is not connected","recovery_eta_seconds":60,"can_retry":true,"should_wait":true}},
             "config":{"auto_delete":true,"engine_variant":"krinkuto11-amd64"},
             "timestamp":"2025-12-27T10:00:00+00:00","acexy":{"enabled":false}}""";

    public static final String STATUS_B =
            """
            {"status":"degraded","engines":{"total":6,"running":6,"healthy":6,"unhealthy":0},
             "streams":{"active":4},"capacity":{"total":12,"used":4,"available":8,"max_replicas":6,"min_replicas":2},
             "vpn":{"enabled":true,"nodes_total":2,"healthy":1},
             "provisioning":{"can_provision":false,"circuit_breaker_state":"open","last_failure":"",
               "blocked_reason":{"code":"circuit_breaker","message":"Circuit breaker is open"}},
             "timestamp":"2026-05-16T08:00:00.123456789Z"}""";

    public static final String CAN_PROVISION = STATUS_A_OCT;

    public static final String ENGINES_A_OCT =
            """
            [{"container_id":"aaa","container_name":"acestream-1","host":"gluetun","port":19000,
              "labels":{"host.http_port":"19000"},"first_seen":"2025-10-13T10:00:00Z","last_seen":"2025-10-13T10:00:01Z",
              "streams":["k1|s1","k2|s2"],"health_status":"healthy","last_health_check":"2025-10-13T10:00:00.5Z",
              "last_stream_usage":"2025-10-13T09:00:00.123456Z","last_cache_cleanup":null,"cache_size_bytes":null}]""";

    public static final String ENGINES_A_DEC =
            """
            [{"container_id":"bbb","container_name":"acestream-2","host":"gluetun2","port":19001,
              "labels":{"acestream.http_port":"19001"},"forwarded":true,"first_seen":"2025-12-27T10:00:00.000001Z",
              "last_seen":"2025-12-27T10:00:00Z","streams":[],"health_status":"unknown","last_health_check":null,
              "last_stream_usage":null,"vpn_container":"gluetun2","engine_variant":"krinkuto11-amd64",
              "platform":"linux","version":"3.2.3","forwarded_port":40001}]""";

    public static final String ENGINES_B =
            """
            [{"container_id":"ccc","container_name":"acestream-3","host":"172.18.0.5","port":6878,"api_port":62062,
              "labels":{},"forwarded":false,"health_status":"healthy","draining":true,"drain_reason":"vpn_draining",
              "stream_count":2,"streams":[],"first_seen":"2026-05-16T08:00:00.123456789Z"}]""";

    public static StreamStarted stream(String key, String session) {
        return new StreamStarted(
                "engine-of-" + key,
                "gluetun",
                19000,
                KeyType.INFOHASH,
                key,
                new StreamStarted.Session(
                        session,
                        URI.create("http://gluetun:19000/ace/stat/" + key + "/" + session),
                        URI.create("http://gluetun:19000/ace/cmd/" + key + "/" + session),
                        true));
    }

    private Samples() {}
}
