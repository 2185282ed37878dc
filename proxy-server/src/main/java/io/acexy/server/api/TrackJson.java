package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.mpegts.PictureFormat;
import io.acexy.core.mpegts.Track;
import java.io.IOException;
import java.util.Locale;

/** One elementary stream, as a body of the API has it. */
final class TrackJson {

    private TrackJson() {}

    static void write(JsonGenerator json, Track track) throws IOException {
        json.writeNumberField("pid", track.pid());
        json.writeStringField("kind", track.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("codec", track.codec());
        json.writeNumberField("stream_type", track.streamType());
        Fields.text(json, "language", track.language().isEmpty() ? null : track.language());
        PictureFormat picture = track.picture();
        if (picture != null) {
            json.writeNumberField("width", picture.width());
            json.writeNumberField("height", picture.height());
            Fields.text(json, "profile", picture.profile().isEmpty() ? null : picture.profile());
        }
    }
}
