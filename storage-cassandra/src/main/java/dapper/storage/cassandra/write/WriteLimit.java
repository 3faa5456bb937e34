// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one limit on writes to Cassandra that are under way, in number and in bytes. Writes beyond it wait for a turn. Safe
 * for many threads.
 *
 * <p>Senders take turns, the requests of a sender take turns, and the writes of a request go in order. So a small
 * request waits for about one write of each request before it, not for all writes of a large one, and a large one
 * always makes progress. The waiting writes are bounded by the memory that the caller admits, and {@link #isFull} asks
 * a sender to pause.
 *
 * <p>A write is encoded when its turn has come. If its bytes do not fit then, it is the next to start, and no other
 * write starts before it. A write that alone exceeds the limit in bytes starts when nothing else is under way.
 *
 * <p>Here the thread changes: a write starts on the thread that submits it or on the one that ended an earlier write.
 */
public final class WriteLimit {
    /** At 10 ms a write, this is a wait of a third of a second. */
    private static final int WAITING_PER_RUNNING = 32;

    /**
     * Writes being encoded have no claim yet, so their number is bounded too; more than the processors would gain
     * nothing.
     */
    private static final int MOST_PREPARING = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final int mostWrites;
    private final long mostBytes;
    private final Map<String, Sender> senders = new HashMap<>();
    private final LinkedHashSet<Sender> turns = new LinkedHashSet<>();
    private final ArrayDeque<Turn> ready = new ArrayDeque<>();
    private long backlog;
    private int preparing;
    private int running;
    private long runningBytes;

    /**
     * @param mostWrites under way at the same time, at least 1
     * @param mostBytes of the encoded spans under way at the same time, at least 1
     */
    public WriteLimit(int mostWrites, long mostBytes) {
        this.mostWrites = mostWrites;
        this.mostBytes = mostBytes;
    }

    /** One write that waits for its turn. */
    interface Write {
        /** Encodes the write. Called once; returns its bytes. */
        long prepare();

        /** Sends the write. Called once, after {@link #prepare}, possibly on another thread. */
        CompletionStage<Void> send();
    }

    /** Counts bytes as under way that wait for something else than a turn. */
    synchronized void hold(long bytes) {
        runningBytes += bytes;
    }

    /** Ends what {@link #hold} began. */
    void letGo(long bytes) {
        synchronized (this) {
            runningBytes -= bytes;
        }
        startWhatMayStart();
    }

    /** Begins a request, which has no writes yet. */
    Request begin(String sender) {
        return new Request(sender);
    }

    /**
     * Returns whether this sender has so many waiting writes that a further request would wait long. A sender with no
     * waiting writes is never full. Of a large request only the writes count that can start before those of a small
     * one.
     */
    synchronized boolean isFull(String name) {
        long limit = (long) WAITING_PER_RUNNING * mostWrites;
        Sender sender = senders.get(name);
        return sender != null && backlog >= limit && sender.backlog * senders.size() >= limit;
    }

    private void startWhatMayStart() {
        while (true) {
            Turn next = fitting();
            if (next != null) {
                send(next);
                continue;
            }
            next = begin();
            if (next == null) {
                return;
            }
            prepare(next);
        }
    }

    /** Returns the next encoded write, if there is room for its bytes. */
    private synchronized @Nullable Turn fitting() {
        Turn next = ready.peek();
        if (next == null || runningBytes > 0 && runningBytes + next.bytes > mostBytes) {
            return null;
        }
        runningBytes += next.bytes;
        return ready.remove();
    }

    /** Returns the write whose turn it is, if it may begin. */
    private synchronized @Nullable Turn begin() {
        if (running == mostWrites || preparing == MOST_PREPARING || !ready.isEmpty() || turns.isEmpty()) {
            return null;
        }
        running++;
        preparing++;
        Sender sender = turns.iterator().next();
        Request request = sender.turns.iterator().next();
        Turn next = request.waiting.iterator().next();
        remove(next, sender);
        if (sender.turns.remove(request)) {
            sender.turns.add(request);
        }
        if (turns.remove(sender)) {
            turns.add(sender);
        }
        return next;
    }

    /** Takes a turn out of its request, a request without turns out of its sender, and such a sender out of the circle. */
    private void remove(Turn turn, Sender sender) {
        Request request = turn.request;
        request.waiting.remove(turn);
        if (request.waiting.size() < mostWrites) {
            sender.backlog--;
            backlog--;
        }
        if (request.waiting.isEmpty()) {
            sender.turns.remove(request);
        }
        if (sender.turns.isEmpty()) {
            senders.remove(sender.name);
            turns.remove(sender);
        }
    }

    private void prepare(Turn next) {
        try {
            long bytes = next.write.prepare();
            synchronized (this) {
                preparing--;
                next.bytes = Math.max(1, Math.min(bytes, mostBytes));
                ready.add(next);
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                preparing--;
                running--;
            }
            next.done.completeExceptionally(e);
        }
    }

    private void send(Turn next) {
        CompletableFuture<Void> sent = call(next.write);
        if (sent.isDone()) {
            // The calling loop continues with the next: a write that ends immediately must not deepen the stack.
            sent.whenComplete((nothing, failure) -> end(next, failure));
        } else {
            sent.whenComplete((nothing, failure) -> {
                end(next, failure);
                startWhatMayStart();
            });
        }
    }

    private static CompletableFuture<Void> call(Write write) {
        try {
            return write.send().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(Turn ended, @Nullable Throwable failure) {
        synchronized (this) {
            running--;
            runningBytes -= ended.bytes;
        }
        if (failure == null) {
            ended.done.complete(null);
        } else {
            ended.done.completeExceptionally(failure);
        }
    }

    /** The writes of one request, in order. */
    final class Request {
        private final String sender;
        private final LinkedHashSet<Turn> waiting = new LinkedHashSet<>();
        private @Nullable RuntimeException givenUp;

        private Request(String sender) {
            this.sender = sender;
        }

        /** Writes when its turn comes. */
        Turn submit(Write write) {
            Turn added = new Turn(this, write);
            if (add(added)) {
                startWhatMayStart();
            }
            return added;
        }

        private boolean add(Turn added) {
            RuntimeException reason;
            synchronized (WriteLimit.this) {
                reason = givenUp;
                if (reason == null) {
                    enqueue(added);
                    return true;
                }
            }
            added.done.completeExceptionally(reason);
            return false;
        }

        private void enqueue(Turn added) {
            Sender own = senders.computeIfAbsent(sender, Sender::new);
            if (waiting.isEmpty()) {
                if (own.turns.isEmpty()) {
                    turns.add(own);
                }
                own.turns.add(this);
            }
            if (waiting.size() < mostWrites) {
                own.backlog++;
                backlog++;
            }
            waiting.add(added);
        }

        /** Fails the waiting writes with this reason, and all that are submitted from now on. */
        void giveUp(RuntimeException reason) {
            List<Turn> failed;
            synchronized (WriteLimit.this) {
                if (givenUp == null) {
                    givenUp = reason;
                }
                failed = new ArrayList<>(waiting);
                failed.forEach(this::withdraw);
            }
            failed.forEach(turn -> turn.done.completeExceptionally(reason));
        }

        private void withdraw(Turn turn) {
            Sender own = senders.get(sender);
            if (own != null && waiting.contains(turn)) {
                remove(turn, own);
            }
        }
    }

    /** A sender with waiting writes. */
    private static final class Sender {
        private final String name;
        private final LinkedHashSet<Request> turns = new LinkedHashSet<>();
        private long backlog;

        Sender(String name) {
            this.name = name;
        }
    }

    /** The place of one write in the order. */
    final class Turn {
        private final Request request;
        private final Write write;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private long bytes;

        private Turn(Request request, Write write) {
            this.request = request;
            this.write = write;
        }

        /** Completes when the write has ended, or with the reason for which its request was given up. */
        CompletionStage<Void> end() {
            return done;
        }

        /** Takes the write out of the order, if it has not begun: it never begins then, and {@link #end} never completes. */
        void withdraw() {
            synchronized (WriteLimit.this) {
                request.withdraw(this);
            }
        }
    }
}
