package io.acexy.core.stream;

import java.util.HashSet;
import java.util.Set;

/** What all streams of a registry have done, those that are gone included: no count ever falls. Any thread. */
final class StreamCounts {

    /** Those whose doings are not in {@link #past} yet; guarded by this, as that is. */
    private final Set<Stream> counting = new HashSet<>();

    private StreamTotals past = StreamTotals.NONE;

    synchronized void add(Stream stream) {
        counting.add(stream);
    }

    /** A stream has done all that it will do. */
    synchronized void over(Stream stream) {
        if (counting.remove(stream)) {
            past = past.plus(counted(stream));
        }
    }

    synchronized StreamTotals totals() {
        return counting.stream().map(StreamCounts::counted).reduce(past, StreamTotals::plus);
    }

    /** What is made of another stream comes from no engine. */
    private static StreamTotals counted(Stream stream) {
        StreamTotals totals = stream.status().totals();
        return stream.isOriginal() ? totals : totals.withoutEngines();
    }
}
