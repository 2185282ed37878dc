package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.SessionLinks;

/** By which names a stream is found in its registry. Confined to the stream's home loop. */
final class StreamNames {

    private final Stream stream;
    private final ContentId first;
    private final StreamRegistry registry;

    /** @param first the name under which it was opened */
    StreamNames(Stream stream, ContentId first, StreamRegistry registry) {
        this.stream = stream;
        this.first = first;
        this.registry = registry;
    }

    /**
     * Who plays what an engine has accepted. What is made of a channel has nothing to do with what its contents are called.
     *
     * @param playing what was asked for
     */
    private Stream claim(ContentId playing, SessionLinks links) {
        boolean made = first.isChannel() && !first.isOriginal();
        return links.infohash() == null || made
                ? stream
                : registry.claim(playing.withInfohash(links.infohash()), stream);
    }

    /**
     * An engine has accepted what this stream plays. If it turns out to be another stream too, one of the two gets all players: the other
     * one, if it has asked an engine by now, because on one engine a stop ends every session of a content.
     */
    void settle(StreamRun run, SessionLinks links) {
        ContentId playing = run.engines().content();
        Stream owner = claim(playing, links);
        if (owner == stream || owner.status().engine() != null) {
            settleWith(owner, links);
            return;
        }
        owner.post(() -> {
            owner.letPlay(stream);
            stream.post(() -> {
                if (stream.runs(run)) {
                    settleWith(claim(playing, links), links);
                }
            });
        });
    }

    private void settleWith(Stream owner, SessionLinks links) {
        if (owner == stream) {
            stream.accepted(links);
        } else {
            stream.mergeInto(owner);
        }
    }

    /** Another stream's engine, where that one plays what has been accepted for this one; else null. */
    Engine playedElsewhere(StreamRun run, SessionLinks links) {
        Stream owner = claim(run.engines().content(), links);
        if (owner != stream) {
            return owner.status().engine();
        }
        stream.accepted(links);
        return null;
    }

    /** Another content has its turn: whoever wants what was played before does not want this any more. */
    void turned() {
        registry.unname(stream, name -> name.isChannel() || name.equals(first));
        asPlayed();
    }

    /** Who asks for the content that a channel plays gets this stream, unless another has that name: players who have seen nothing yet go there. */
    void asPlayed() {
        if (ownerOfPlayed() != stream) {
            stream.post(() -> {
                Stream owner = ownerOfPlayed();
                if (owner != stream && stream.status().state() == StreamState.STARTING) {
                    stream.mergeInto(owner);
                }
            });
        }
    }

    private Stream ownerOfPlayed() {
        ContentId content = stream.onTurn();
        return content == null ? stream : registry.claim(content, stream);
    }
}
