package io.acexy.server.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.DeviceId;
import io.acexy.server.config.ProxyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceIdsTest {

    @TempDir
    private Path dir;

    @Test
    void isKeptWhereItCanBe() throws IOException {
        Path data = dir.resolve("not/there/yet");
        DeviceId first = choose(Map.of("data", data.toString()));
        assertThat(data.resolve(DeviceIds.FILE)).hasContent(first.toString());
        Files.writeString(data.resolve(DeviceIds.FILE), "1038A145\n");
        assertThat(choose(Map.of("data", data.toString())))
                .as("of another machine, whose data has moved here")
                .hasToString("1038A145");
    }

    @Test
    void isTheSameEachTimeWithoutThat() {
        assertThat(choose(Map.of())).isEqualTo(choose(Map.of()));
    }

    @Test
    void isWhatIsSetBeforeAllElse() throws IOException {
        Files.writeString(dir.resolve(DeviceIds.FILE), "1038A145\n");
        assertThat(choose(Map.of("data", dir.toString(), "tuner.id", "105a0f30")))
                .hasToString("105A0F30");
    }

    @Test
    void isMadeAnewWhereItCannotBeRead() throws IOException {
        Files.writeString(dir.resolve(DeviceIds.FILE), "no id\n");
        assertThat(choose(Map.of("data", dir.toString()))).isEqualTo(choose(Map.of()));
    }

    private static DeviceId choose(Map<String, String> settings) {
        return DeviceIds.choose(ProxyConfig.of(settings).television());
    }
}
