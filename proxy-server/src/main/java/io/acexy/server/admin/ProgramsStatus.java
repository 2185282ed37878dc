package io.acexy.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.derived.ProgramStatus;
import io.acexy.core.stream.StreamStatus;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The programs that make streams of streams. Any thread.
 *
 * @param programs those that run now
 */
public record ProgramsStatus(Supplier<List<ProgramStatus>> programs) {

    /** So many of those who have a seat are no clients. */
    int seats() {
        return programs.get().size();
    }

    /** As {@link #seats}, in one stream. */
    int seats(StreamStatus stream) {
        return (int) programs.get().stream()
                .filter(program -> program.content().original().equals(stream.content()))
                .count();
    }

    /** What is made of another stream, and by which process. */
    void write(JsonGenerator json, StreamStatus stream) throws IOException {
        json.writeStringField("profile", stream.content().profile());
        json.writeNumberField("restarts", stream.totals().engineSwitches());
        for (ProgramStatus program : programs.get()) {
            if (program.content().equals(stream.content())) {
                json.writeNumberField("pid", program.pid());
                json.writeStringField("program_started_at", program.since().toString());
                return;
            }
        }
    }
}
