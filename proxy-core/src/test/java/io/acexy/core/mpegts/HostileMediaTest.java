package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.CaseMedia;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Media changed at random: whatever comes, the inspector goes on, and what it offers stays small. */
class HostileMediaTest {

    private static final int ROUNDS = 8;

    /** Tables of both kinds at their longest, and parameter sets at theirs. */
    private static final int MOST_BYTES = ProgramTables.LONGEST_COPY + 32 * 2048 + 2 * 1024;

    @ParameterizedTest
    @EnumSource
    void changedPacketsNeverThrowAndNeverMakeMuch(CaseMedia media) {
        Random random = new Random(12);
        byte[] clean = media.bytes();
        Inspection inspection = new Inspection();
        for (int round = 0; round < ROUNDS; round++) {
            inspection.feed(changed(clean, random, round));
            assertThat(inspection.points).allSatisfy(point -> assertThat(point.tables().length + point.lead().length)
                    .isLessThan(MOST_BYTES));
            inspection.points.clear();
        }
        assertThat(inspection.inspector.packets()).isEqualTo((long) ROUNDS * (clean.length / TsPacket.SIZE));
    }

    /** From one changed byte in a hundred packets to some in each; at random places, but often where headers are. */
    private static byte[] changed(byte[] clean, Random random, int round) {
        byte[] bytes = clean.clone();
        int changes = bytes.length / TsPacket.SIZE * (1 << round) / 100 + 1;
        for (int i = 0; i < changes; i++) {
            int packet = random.nextInt(bytes.length / TsPacket.SIZE) * TsPacket.SIZE;
            int within = random.nextBoolean() ? random.nextInt(40) : random.nextInt(TsPacket.SIZE);
            bytes[packet + within] = (byte) (random.nextBoolean() ? random.nextInt(4) : random.nextInt());
        }
        return bytes;
    }
}
