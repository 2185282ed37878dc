package io.acexy.it.support;

import io.acexy.simulator.engine.EngineSimulator;

/**
 * A content of the simulated world under its two names.
 *
 * @param id content id, 40 hexadecimal digits
 * @param infohash what every engine makes of it
 */
public record Content(String id, String infohash) {

    /** One of any number of contents. */
    public static Content number(int number) {
        String id = String.format("%040x", 0xACE000 + number);
        return new Content(id, EngineSimulator.infohashOf(id));
    }

    public String byId() {
        return "/ace/getstream?id=" + id;
    }

    public String byInfohash() {
        return "/ace/getstream?infohash=" + infohash;
    }
}
