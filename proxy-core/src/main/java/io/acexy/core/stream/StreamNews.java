package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Tells the listeners what happens to one stream, or to those who would have been its players. One that throws is reported,
 * and nobody else notices.
 *
 * @param content the name under which the stream was opened
 * @param listeners told in this order
 * @param bugs hears of what they throw
 */
record StreamNews(ContentId content, List<StreamListener> listeners, Bugs bugs) {

    void tell(BiConsumer<ContentId, StreamListener> news) {
        for (StreamListener listener : listeners) {
            bugs.run("what a listener of streams was told", () -> news.accept(content, listener), () -> {});
        }
    }
}
