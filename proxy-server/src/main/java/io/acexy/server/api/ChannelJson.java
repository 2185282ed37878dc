package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.ContentId;
import io.acexy.server.admin.StreamId;
import io.acexy.server.channels.Channel;
import io.acexy.server.guide.Programmes.Programme;
import io.acexy.server.tuning.ChannelDoor;
import io.acexy.server.tuning.Controls;
import io.acexy.server.tuning.Finding;
import io.acexy.server.tuning.Findings;
import java.io.IOException;
import java.util.Optional;

/** One channel, as a body of the API has it. */
final class ChannelJson {

    private final Controls channels;
    private final Snapshot snapshot;

    ChannelJson(Controls channels, Snapshot snapshot) {
        this.channels = channels;
        this.snapshot = snapshot;
    }

    void write(JsonGenerator json, Channel channel) throws IOException {
        json.writeStringField("id", channel.id());
        json.writeStringField("number", channel.number());
        json.writeStringField("name", channel.name());
        json.writeArrayFieldStart("groups");
        for (String group : channel.groups()) {
            json.writeString(group);
        }
        json.writeEndArray();
        if (!channel.guideId().isEmpty()) {
            json.writeStringField("guide_id", channel.guideId());
        }
        Fields.list(json, "contents", channel.contents(), StreamJson::writeName);
        json.writeBooleanField("contents_by_hand", channels.lineups().hasGiven(channel.id()));
        json.writeStringField("ts", ChannelDoor.Form.TS.path(channel));
        json.writeStringField("hls", ChannelDoor.Form.HLS.path(channel));
        if (!channel.logo().isEmpty()) {
            json.writeStringField("logo", "/channel/" + channel.id() + "/logo");
        }
        writeProgramme(json, "now", channels.programmes().at(channel, snapshot.time()));
        writeProgramme(json, "next", channels.programmes().after(channel, snapshot.time()));
        writePlaying(json, ChannelDoor.content(channel));
        Findings findings = channels.checks().findings();
        json.writeBooleanField("hidden", findings.isHidden(channel.id()));
        Optional<Finding> last = findings.of(channel.id());
        if (last.isPresent()) {
            json.writeObjectFieldStart("checked");
            writeFinding(json, last.get());
            json.writeEndObject();
        }
    }

    private static void writeFinding(JsonGenerator json, Finding finding) throws IOException {
        CheckApi.writeVerdict(json, finding.at(), finding.isAlive(), finding.why());
        json.writeNumberField("deaths", finding.deaths());
        if (finding.seen().isPresent()) {
            Finding.Seen seen = finding.seen().get();
            json.writeNumberField("first_picture_ms", seen.firstPictureMillis());
            if (seen.peers() >= 0) {
                json.writeNumberField("peers", seen.peers());
            }
            if (seen.bitsPerSecond() > 0) {
                json.writeNumberField("mean_bits_per_second", seen.bitsPerSecond());
            }
            Fields.list(json, "tracks", seen.tracks(), TrackJson::write);
        }
    }

    private static void writeProgramme(JsonGenerator json, String name, Optional<Programme> programme)
            throws IOException {
        if (programme.isPresent()) {
            json.writeObjectFieldStart(name);
            json.writeStringField("title", programme.get().title());
            json.writeStringField("start", programme.get().start().toString());
            json.writeStringField("stop", programme.get().stop().toString());
            json.writeEndObject();
        }
    }

    private void writePlaying(JsonGenerator json, ContentId name) throws IOException {
        Optional<Snapshot.Line> line = snapshot.find(StreamId.of(name));
        if (line.isPresent()) {
            json.writeObjectFieldStart("stream");
            json.writeStringField("id", line.get().id());
            json.writeStringField("state", StreamJson.state(line.get().status()));
            json.writeNumberField("players", line.get().players());
            StreamJson.writeContent(json, line.get().status().engines().content());
            json.writeEndObject();
        }
    }
}
