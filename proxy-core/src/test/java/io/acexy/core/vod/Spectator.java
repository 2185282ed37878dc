package io.acexy.core.vod;

import io.acexy.core.engine.FilmHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/** A player who remembers what he was told. */
final class Spectator implements FilmPlayer {

    final Cinema cinema;
    Reading reading;

    int status;
    long received;
    boolean complete;
    FilmFailure end;
    boolean writable = true;

    Spectator(Cinema cinema) {
        this.cinema = cinema;
    }

    @Override
    public EventLoop loop() {
        return cinema.loop();
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        home.execute(arrived);
    }

    @Override
    public void begin(FilmHead head) {
        status = head.status();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void bytes(ByteBuf data) {
        received += data.readableBytes();
        data.release();
    }

    @Override
    public void complete() {
        complete = true;
    }

    @Override
    public void ended(FilmFailure why) {
        end = why;
    }

    void pauses() {
        writable = false;
    }

    void resumes() {
        writable = true;
        reading.writable();
        cinema.settle();
    }

    void leaves() {
        reading.leave();
        cinema.settle();
    }

    FilmFailure.Kind endKind() {
        return end == null ? null : end.kind();
    }
}
