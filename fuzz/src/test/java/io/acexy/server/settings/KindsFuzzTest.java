package io.acexy.server.settings;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Reads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Values of every kind, as somebody types them: what is read and printed reads the same again. */
@Reads({
    BooleanKind.class,
    DataSizeKind.class,
    DurationKind.class,
    FurtherAddressKind.class,
    HostKind.class,
    HostNamesKind.class,
    HostPort.class,
    Hosts.class,
    IntKind.class,
    KeyKind.class,
    ListenAddressKind.class,
    NamedKeysKind.class,
    NamedNumbersKind.class,
    Networks.class,
    NetworksKind.class,
    Quantity.class,
    SecretsKind.class,
    UrlKind.class,
    WordsKind.class
})
class KindsFuzzTest {

    private static final List<ValueKind<?>> KINDS = List.of(
            DurationKind.between(Duration.ZERO, Duration.ofDays(3650)),
            DataSizeKind.between(0, Integer.MAX_VALUE),
            IntKind.between(Integer.MIN_VALUE, Integer.MAX_VALUE),
            NamedNumbersKind.between(0, Integer.MAX_VALUE),
            BooleanKind.INSTANCE,
            FurtherAddressKind.INSTANCE,
            HostKind.INSTANCE,
            HostNamesKind.INSTANCE,
            KeyKind.INSTANCE,
            ListenAddressKind.INSTANCE,
            NamedKeysKind.INSTANCE,
            NetworksKind.INSTANCE,
            PathKind.INSTANCE,
            SecretsKind.INSTANCE,
            UrlKind.INSTANCE,
            WordsKind.INSTANCE);

    @FuzzTest
    void whatIsReadAndPrintedReadsTheSameAgain(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8).strip();
        KINDS.forEach(kind -> expectTheSame(kind, text));
    }

    private static <T> void expectTheSame(ValueKind<T> kind, String text) {
        if (kind.form().isBlank()) {
            throw new AssertionError(kind + " does not say how it is written");
        }
        T value;
        try {
            value = kind.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        kind.check(value);
        String printed = kind.print(value);
        T again = kind.parse(printed);
        if (!again.equals(value)) {
            throw new AssertionError(kind.form() + ": " + text + " is " + value + ", is printed " + printed
                    + ", and read again is " + again);
        }
    }
}
