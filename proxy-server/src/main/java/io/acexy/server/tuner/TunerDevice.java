package io.acexy.server.tuner;

import io.acexy.server.config.DeviceId;
import java.util.Locale;

/**
 * What the tuner says that it is. The model is one without a transcoder: from one whose name has "hdtc" in it Jellyfin asks for
 * transcoded streams.
 *
 * @param id never changes, for programs hang their channels and recordings on it
 * @param name as programs show it
 * @param tuners how many different channels may be watched at once
 */
public record TunerDevice(DeviceId id, String name, int tuners) {

    static final String MODEL = "HDHR5-4DT";
    static final String FIRMWARE = "hdhomerun5_dvbt";
    static final String VERSION = "20250815";

    /** What a device shows to its maker's services, of which there are none here. */
    String auth() {
        return "acexy" + id.toString().toLowerCase(Locale.ROOT);
    }
}
