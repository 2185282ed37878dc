package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final String SECRET = "s3cr3t-V4lue.+/=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x?key=%s HTTP/1.1",
                "/x?id=1&token=%s&a=b",
                "http://host/?access_token=%s",
                "Authorization: Bearer %s",
                "authorization: Basic %s",
                "sent bearer %s there",
                "api_key=%s",
                "apikey=%s",
                "X-Api-Key: %s",
                "password=%s;",
                "sig=%s"
            })
    void noSecretIsWrittenWhateverTextItIsIn(String text) {
        assertThat(Mask.SECRETS.text(text.formatted(SECRET)))
                .contains("***")
                .doesNotContain(SECRET)
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        "/tv/k/s3cr3t-V4lue/ace/getstream, /tv/k/***/ace/getstream",
        "/K//s3cr3t-V4lue, /K//***",
        "/none%3Fid%3D1%26key%3Ds3cr3t-V4lue, /none%3Fid%3D1%26key%3D***",
        "/%6B%2Fs3cr3t-V4lue?id=1, /%6B%2F***?id=1",
        "GET http://tv:8080/k/s3cr3t-V4lue/none HTTP/1.1, GET http://tv:8080/k/***/none HTTP/1.1",
        "http://any:s3cr3t-V4lue@tv:8080/none, http://***@tv:8080/none",
        "http://s3cr3t-V4lue@tv/none, http://***@tv/none",
        "/ace/stat/0123456789abcdef0123/0123456789abcdef/more, /ace/stat/0123456789abcdef0123/***/more"
    })
    void noSecretOfAnAddressIsWritten(String address, String written) {
        assertThat(Mask.SECRETS.text(address)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream live",
                "/ace/r/{infohash}/{key}",
                "/api/v1/keys/k",
                "b166305afb@127.0.0.1:41439",
                "the orchestrator refuses this proxy's key: set ACEXY_ORCH_APIKEY to its API_KEY",
                "id=0123456789abcdef0123456789abcdef01234567",
                "provisioning failed: no engine within 60 s",
                "10.0.0.5:6878 answers 500"
            })
    void whatIsNoSecretIsLeftAsItIs(String text) {
        assertThat(Mask.SECRETS.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "id=0123456789ABCDEF0123456789abcdef01234567, id=01234567",
        "/ace/r/0123456789abcdef0123456789abcdef01234567/x, /ace/r/01234567/x",
        "0123456789abcdef0123456789abcdef0123456789, 0123456789abcdef0123456789abcdef0123456789",
        "magnet:?xt=urn:btih:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567, magnet:?xt=urn:btih:ABCDEF"
    })
    void inPrivateOnlyTheBeginningOfAnIdIsWritten(String text, String written) {
        assertThat(new Mask(true).text(text)).isEqualTo(written);
        assertThat(Mask.SECRETS.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "player, 192.168.17.42:5000, 192.168.17.0:5000",
        "peer, /192.168.17.42:5000, /192.168.17.0:5000",
        "peer, [2001:db8:aa:bb::1]:5000, [2001:db8:aa::]:5000",
        "ended, connection of /10.1.2.3:4, connection of /10.1.2.0:4",
        "engine, 10.1.2.3:6878, 10.1.2.3:6878",
        "player, hls x4f, hls x4f"
    })
    void inPrivateAPlayersAddressIsItsNetwork(String key, String value, String written) {
        assertThat(new Mask(true).value(key, value)).isEqualTo(written);
        assertThat(Mask.SECRETS.value(key, value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 10.1.2.0", "2001:db8:1:2:3:4:5:6, 2001:db8:1::", "::1, ::"})
    void anAddressIsMaskedByItsKind(String address, String written) throws Exception {
        InetAddress inet = InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address));
        assertThat(new Mask(true).address(inet)).isEqualTo(written);
        assertThat(Mask.SECRETS.address(inet)).isEqualTo(inet.getHostAddress());
    }
}
