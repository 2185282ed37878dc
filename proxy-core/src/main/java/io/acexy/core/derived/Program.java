package io.acexy.core.derived;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One running program, and the three daemon threads that do what blocks: pipes of processes do, whoever reads or writes them. When
 * this process is killed the program's standard input ends, and so does a program that reads it. Any thread; ended by
 * {@link #end}, or by itself.
 */
final class Program {

    /** What a program tells, on its threads. */
    interface Owner {

        void launched(long pid);

        /** There is no such program, or it may not be run. The last call. */
        void notLaunched(IOException why);

        /** The next piece of what it writes, which is the owner's; {@link Program#taken} for each. */
        void output(ByteBuf data);

        /** It has been given more than it could take, and can take more now. */
        void hungry();

        /**
         * The last call, once it has been launched.
         *
         * @param exitCode 128 and the signal's number, where one has ended it
         * @param words the last lines of its standard error
         */
        void ended(int exitCode, LastWords words);
    }

    private static final int PIECE_BYTES = 32 * 1024;

    /** So many pieces of what it writes are under way to the loop; then it has to wait. */
    private static final int PIECES_UNDER_WAY = 8;

    /** A child of the program may hold its standard error open for longer than it lives. */
    private static final long LAST_WORDS_MILLIS = 2_000;

    private final Profile profile;
    private final ByteBufAllocator allocator;
    private final Owner owner;
    private final Intake intake;
    private final Semaphore room = new Semaphore(PIECES_UNDER_WAY);
    private final LastWords words = new LastWords();
    private final AtomicBoolean ending = new AtomicBoolean();

    private volatile Process process;

    /** @param backlog bytes that may wait for it */
    Program(Profile profile, int backlog, ByteBufAllocator allocator, Owner owner) {
        this.profile = profile;
        this.allocator = allocator;
        this.owner = owner;
        this.intake = new Intake(backlog, owner::hungry);
    }

    /** Once. */
    void start() {
        thread("input", this::runAndWrite).start();
    }

    private Thread thread(String job, Runnable task) {
        Thread thread = new Thread(task, "acexy-" + profile.name() + "-" + job);
        thread.setDaemon(true);
        return thread;
    }

    /** What it is to be given next. Never waits. */
    Intake intake() {
        return intake;
    }

    /** A piece of its output has been dealt with. */
    void taken() {
        room.release();
    }

    /** Whether it has written so much that is not dealt with that it has to wait. */
    boolean isWaitingForRoom() {
        return room.hasQueuedThreads();
    }

    /** Nothing of what it would still say is wanted. Once more is harmless. */
    void end() {
        if (ending.compareAndSet(false, true)) {
            intake.close();
            room.release(PIECES_UNDER_WAY);
            thread("end", this::kill).start(); // looks through the processes of this machine
        }
    }

    /** Its handle is told to, and not the process: that would also close what it has said and nobody has read yet. */
    private void kill() {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.toHandle().destroyForcibly();
        }
    }

    // ---- its threads ----

    private void runAndWrite() {
        Process running;
        try {
            running = new ProcessBuilder(profile.command()).start();
        } catch (IOException e) {
            intake.close();
            owner.notLaunched(e);
            return;
        }
        process = running;
        owner.launched(running.pid());
        thread("errors", () -> words.readFrom(running.getErrorStream())).start();
        thread("output", () -> read(running)).start();
        if (ending.get()) { // before there was anything to be killed
            kill();
        }
        write(running.getOutputStream());
    }

    private void write(OutputStream to) {
        try (to) {
            for (ByteBuf next = intake.take(); next != null; next = intake.take()) {
                try {
                    next.readBytes(to, next.readableBytes());
                    if (intake.isEmpty()) {
                        to.flush();
                    }
                } finally {
                    next.release();
                }
            }
        } catch (IOException gone) {
            intake.close(); // it reads no more: how it ends is told by its output
        } catch (InterruptedException e) {
            intake.close();
            Thread.currentThread().interrupt();
        }
    }

    private void read(Process running) {
        try (InputStream from = running.getInputStream()) {
            for (ByteBuf next = next(from); next != null; next = next(from)) {
                owner.output(next);
            }
        } catch (IOException gone) {
            // As an end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        intake.close();
        kill(); // it may live on without an output
        owner.ended(exitCode(running), words);
    }

    private ByteBuf next(InputStream from) throws IOException, InterruptedException {
        room.acquire();
        ByteBuf piece = allocator.buffer(PIECE_BYTES);
        boolean any = false;
        try {
            any = piece.writeBytes(from, PIECE_BYTES) > 0 && !ending.get();
        } finally {
            if (!any) {
                piece.release();
            }
        }
        return any ? piece : null;
    }

    private int exitCode(Process running) {
        try {
            int code = running.waitFor();
            words.awaitEnd(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
