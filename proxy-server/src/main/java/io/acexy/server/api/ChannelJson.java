package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.ContentId;
import io.acexy.server.admin.StreamId;
import io.acexy.server.channels.Channel;
import io.acexy.server.guide.Programmes.Programme;
import io.acexy.server.tuning.ChannelDoor;
import io.acexy.server.tuning.Checkup;
import io.acexy.server.tuning.Controls;
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
        writeProgramme(json, "now", channels.programmes().at(channel, snapshot.time()));
        writeProgramme(json, "next", channels.programmes().after(channel, snapshot.time()));
        writePlaying(json, ChannelDoor.content(channel));
        Optional<Checkup> last = channels.checks().last(channel.id());
        if (last.isPresent()) {
            json.writeObjectFieldStart("checked");
            CheckApi.writeVerdict(json, last.get());
            json.writeEndObject();
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
