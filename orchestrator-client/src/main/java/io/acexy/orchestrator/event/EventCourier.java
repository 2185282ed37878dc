package io.acexy.orchestrator.event;

import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.EventBatch;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.StreamEnded;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Delivers events, one or several at a time, and says of each what became of it. Where an earlier delivery may have worked
 * it looks into the orchestrator's stream list first: repeating a start would be counted twice by dialect B, and repeating
 * an end that was forgotten would end another stream in dialect A. Confined to the queue's loop.
 */
final class EventCourier {

    private final EventDesk desk;
    private final EventLoop home;

    EventCourier(EventDesk desk, EventLoop home) {
        this.desk = desk;
        this.home = home;
    }

    /** Hears of each event once, on the loop. */
    interface Verdicts {
        /** The orchestrator knows. */
        void delivered(PendingEvent event);

        /** It will never take this event. */
        void refused(PendingEvent event, String reason);

        /** This event must go again, at once, but not in a batch. */
        void alone(PendingEvent event);

        /** This event must go again, by itself or not, after what the orchestrator or a back-off says. */
        void again(PendingEvent event, Optional<Duration> told, String reason);

        /** Nothing can be delivered for a while. */
        void unreachable(PendingEvent event, Optional<Duration> told, String reason);
    }

    /** Delivers one event, or several of different lanes none of which goes alone. */
    void deliver(List<PendingEvent> events, Verdicts verdicts) {
        PendingEvent first = events.get(0);
        if (events.size() > 1) {
            sendTogether(events, verdicts);
        } else if (first.lookFirst) {
            look(first, verdicts);
        } else {
            send(first, verdicts);
        }
    }

    private void look(PendingEvent event, Verdicts verdicts) {
        desk.streams(home).addListener((Future<Reply<List<StreamState>>> answer) -> {
            Reply<List<StreamState>> reply = answer.getNow();
            Optional<Boolean> listed = reply.contentIfAny()
                    .map(streams -> streams.stream().anyMatch(stream -> isSame(stream, event.stream)));
            if (listed.isEmpty()) {
                verdicts.unreachable(event, retryAfter(reply), reply.describe());
            } else if (listed.get() == event.isStart()) {
                verdicts.delivered(event);
            } else {
                event.lookFirst = false;
                send(event, verdicts);
            }
        });
    }

    /** Dialect A lists our stream id; dialect B the content, which on another engine is another stream. */
    private static boolean isSame(StreamState listed, StreamStarted ours) {
        boolean byContent =
                listed.id().equals(ours.key()) && listed.containerId().equals(ours.containerId());
        return byContent || listed.id().equals(ours.streamId());
    }

    private void send(PendingEvent event, Verdicts verdicts) {
        Future<Reply<EventReceipt>> call = event.isStart()
                ? desk.streamStarted(event.stream, home)
                : desk.streamEnded(event.stream.ended(event.end.orElseThrow()), home);
        call.addListener((Future<Reply<EventReceipt>> answer) -> answer.getNow().fold(new One(event, verdicts)));
    }

    private void sendTogether(List<PendingEvent> events, Verdicts verdicts) {
        List<PendingEvent> starts =
                events.stream().filter(PendingEvent::isStart).toList();
        List<PendingEvent> ends =
                events.stream().filter(event -> !event.isStart()).toList();
        List<StreamStarted> started = starts.stream().map(event -> event.stream).toList();
        List<StreamEnded> ended = ends.stream()
                .map(event -> event.stream.ended(event.end.orElseThrow()))
                .toList();
        desk.events(new EventBatch(started, ended), home).addListener((Future<Reply<BatchReceipt>> answer) -> {
            Reply<BatchReceipt> reply = answer.getNow();
            if (reply.contentIfAny().isPresent()) {
                share(starts, reply.contentIfAny().get().started(), verdicts);
                share(ends, reply.contentIfAny().get().ended(), verdicts);
            } else if (isNoWayFor(reply)) {
                // One event may have spoilt it for all, or batches are not offered.
                events.forEach(verdicts::alone);
            } else {
                events.forEach(
                        event -> reply.map(nothing -> (EventReceipt) null).fold(new One(event, verdicts)));
            }
        });
    }

    private static boolean isNoWayFor(Reply<?> reply) {
        boolean refused = reply.refusalIfAny()
                .map(refusal -> !refusal.isTemporary() && !refusal.isKeyRefused())
                .orElse(false);
        return refused || reply instanceof Reply.Unsupported;
    }

    private void share(List<PendingEvent> events, List<EventReceipt> receipts, Verdicts verdicts) {
        for (int i = 0; i < events.size(); i++) {
            PendingEvent event = events.get(i);
            if (receipts.get(i).applied()) {
                verdicts.delivered(event);
            } else if (event.isStart()) {
                // By itself it gets a status, which tells whether to try again.
                event.alone = true;
                verdicts.again(event, Optional.empty(), receipts.get(i).error().orElse("not taken"));
            } else {
                verdicts.refused(event, receipts.get(i).error().orElse("not taken"));
            }
        }
    }

    private static Optional<Duration> retryAfter(Reply<?> reply) {
        return reply instanceof Reply.CircuitOpen<?> open ? Optional.of(open.retryAfter()) : Optional.empty();
    }

    /** What the end of a call means for one event. */
    private record One(PendingEvent event, Verdicts verdicts) implements Reply.Cases<EventReceipt, Void> {

        @Override
        public Void success(EventReceipt content, Advice advice) {
            verdicts.delivered(event);
            return null;
        }

        @Override
        public Void refused(Refusal refusal) {
            if (refusal.isKeyRefused()) {
                // All others would be refused as well: one of them is enough to notice that the key is taken again.
                verdicts.unreachable(event, Optional.empty(), refusal.toString());
            } else if (isFinal(refusal)) {
                verdicts.refused(event, refusal.toString());
            } else {
                verdicts.again(event, refusal.comeBackIn(), refusal.toString());
            }
            return null;
        }

        /** The event itself is at fault. A missing path can be put right by the operator meanwhile. */
        private static boolean isFinal(Refusal refusal) {
            return switch (refusal.status()) {
                case 404, 405, 408, 425, 429 -> false;
                default -> refusal.status() / 100 == 4;
            };
        }

        @Override
        public Void failed(HttpFault fault, String reason) {
            verdicts.unreachable(event, Optional.empty(), reason);
            return null;
        }

        @Override
        public Void ambiguous(String reason) {
            event.lookFirst = true;
            verdicts.again(event, Optional.empty(), reason);
            return null;
        }

        @Override
        public Void circuitOpen(Duration retryAfter) {
            verdicts.unreachable(event, Optional.of(retryAfter), "circuit open");
            return null;
        }

        @Override
        public Void unsupported(String what) {
            verdicts.refused(event, "not offered: " + what);
            return null;
        }
    }
}
