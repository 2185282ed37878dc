package io.acexy.core.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Home;
import io.acexy.fuzz.Reads;
import io.acexy.fuzz.Script;
import java.util.Optional;

/**
 * A broadcast of which one engine has brought the beginning, and another begins somewhere, with clocks that jump: where the stream goes
 * on with the other, nothing is repeated, and what is called exact is.
 */
@Reads({Held.class, Splicer.class, TimeLine.class})
class SplicerFuzzTest {

    private static final int MOST_TURNS = 32;

    @FuzzTest
    void aSpliceNeverRepeatsAndNeverGoesBack(byte[] data) {
        Home home = new Home();
        Script script = new Script(data);
        try (Duet duet = new Duet(script, home.allocator)) {
            for (int turn = 0; turn < MOST_TURNS && script.goesOn(); turn++) {
                boolean moved = script.yes();
                if (moved) {
                    duet.publish(script.below(128));
                } else {
                    duet.offer(script.below(128));
                }
                check(duet, script, moved);
            }
        }
        home.expectAll();
    }

    private static void check(Duet duet, Script script, boolean moved) {
        boolean withMore = script.yes();
        Optional<Splice> exact = duet.splicer.exact(moved, withMore);
        exact.ifPresent(splice -> duet.expectNext(splice, withMore));
        duet.splicer.atKeyframe(false).ifPresent(duet::expectAhead);
        duet.splicer.atTables();
        duet.splicer.standing();
        duet.splicer.beginsAhead();
    }
}
