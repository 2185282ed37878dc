package io.acexy.server.http;

import io.acexy.core.engine.ContentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request asks for. */
sealed interface Route {

    /** How the answer has to be written. */
    Form form();

    /** Calls the case of this kind of route. */
    <T> T dispatch(Cases<T> cases);

    /** What to do in each case. */
    interface Cases<T> {
        T playback(Playback route);

        T probe(Probe route);

        T status(Status route);

        T move(Move route);

        T methods(Methods route);

        T wrongMethod(WrongMethod route);

        T unknown(Unknown route);

        T malformed(Malformed route);
    }

    /**
     * What an answer depends on besides its content.
     *
     * @param body false for HEAD
     * @param chunked whether the client understands chunked coding (HTTP/1.1)
     * @param json whether it prefers JSON to text
     * @param last whether the connection closes behind the answer
     */
    record Form(boolean body, boolean chunked, boolean json, boolean last) {}

    /** Media of a content. */
    record Playback(ContentId content, Map<String, String> options, Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.playback(this);
        }
    }

    /** What media of a content would look like, without starting it. */
    record Probe(Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.probe(this);
        }
    }

    /** State of everything, or of one stream. */
    record Status(Optional<ContentId> content, Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.status(this);
        }
    }

    /**
     * An operator's wish that a stream leaves its engine.
     *
     * @param content the stream under each of the names that its 40 digits may be
     */
    record Move(List<ContentId> content, Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.move(this);
        }
    }

    /** Which methods there are, or a browser's question about cross-origin requests. */
    record Methods(Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.methods(this);
        }
    }

    /** A method that is not served here. */
    record WrongMethod(String method, Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.wrongMethod(this);
        }
    }

    /** A path that is not served here. */
    record Unknown(String path, Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.unknown(this);
        }
    }

    /** A request that cannot be understood, with the status that says so best. */
    record Malformed(int status, String reason, Form form) implements Route {
        @Override
        public <T> T dispatch(Cases<T> cases) {
            return cases.malformed(this);
        }
    }
}
