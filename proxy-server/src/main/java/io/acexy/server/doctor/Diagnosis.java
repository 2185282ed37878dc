package io.acexy.server.doctor;

import io.acexy.server.doctor.Finding.Level;
import io.acexy.server.http.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Everything that was found. */
public record Diagnosis(List<Finding> findings) {

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong; warnings may be. */
    public boolean isWell() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.WRONG);
    }

    /** One line each, and how many are not well. */
    public String text() {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(finding.line()).append(System.lineSeparator()));
        long wrong = count(Level.WRONG);
        long warnings = count(Level.WARNING);
        return text.append(wrong == 0 ? "nothing is wrong" : wrong + " wrong")
                .append(warnings == 0 ? "" : ", " + warnings + (warnings == 1 ? " warning" : " warnings"))
                .append(System.lineSeparator())
                .toString();
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** The same for programs: one object. */
    public String json() {
        byte[] object = JsonBody.of(json -> {
            json.writeBooleanField("ok", isWell());
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("level", finding.level().word());
                json.writeStringField("what", finding.what());
                json.writeStringField("found", finding.found());
                json.writeStringField("advice", finding.advice());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return new String(object, StandardCharsets.UTF_8) + System.lineSeparator();
    }
}
