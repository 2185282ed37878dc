package io.acexy.server.tuner;

import io.acexy.server.config.DeviceId;
import io.acexy.server.config.TelevisionConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which id the tuner has: the one that is set, or the one that is kept, or one that follows from the machine's own, which is then kept
 * where there is a place for it. Reads and writes files: for start-up only.
 */
public final class DeviceIds {

    static final String FILE = "tuner-id";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceIds.class);

    /** Of systemd and D-Bus: stays as long as the installation. */
    private static final Path MACHINE = Path.of("/etc/machine-id");

    private DeviceIds() {}

    /** What is set, kept, or made, in this order. */
    public static DeviceId choose(TelevisionConfig config) {
        if (!config.tuner().id().isEmpty()) {
            return DeviceId.parse(config.tuner().id());
        }
        if (config.data().toString().isEmpty()) {
            return made();
        }
        return kept(config.data().resolve(FILE)).orElseGet(() -> {
            DeviceId id = made();
            keep(config.data().resolve(FILE), id);
            return id;
        });
    }

    private static Optional<DeviceId> kept(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(DeviceId.parse(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("tuner's id is not readable");
            return Optional.empty();
        }
    }

    private static void keep(Path file, DeviceId id) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, id + "\n");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.toString())
                    .log("tuner's id is not kept; set acexy.tuner.id, or it may change with the machine");
        }
    }

    private static DeviceId made() {
        return DeviceId.from("acexy tuner of " + machine());
    }

    private static String machine() {
        try {
            String id = Files.readString(MACHINE).strip();
            if (!id.isEmpty()) {
                return id;
            }
        } catch (IOException e) {
            LOG.debug("this machine has no id", e);
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }
}
