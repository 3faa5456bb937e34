// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.cassandra.block.BlockWriter;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.index.Slots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Collects the spans that are written to one keyspace until they are an index block: for 250 ms, or until there are many.
 * After a pause there is no wait. A process that sends its next request only after an answer, and has it ready then, waits
 * no longer than half of the time since its last answer, but for {@link #LEAST_NANOS} and until the block before is stored:
 * the busier Cassandra is, the larger the blocks are. Safe for many threads.
 *
 * <p>The bytes that wait here count as under way in {@link WriteLimit}, so that no further write begins while too many do.
 * They never wait for a turn themselves.
 */
public final class BlockWindow {
    static final long NANOS = 250_000_000;

    /** Between two blocks that are not full: each costs some mutations, and has to be merged. */
    static final long LEAST_NANOS = 20_000_000;

    static final int MOST_SPANS = 8_192;
    static final long MOST_BYTES = 4 << 20;

    private final InsertBlocks insert;
    private final WriteLimit limit;
    private final Executor encoding;
    private final WriteWindow.Timer timer;
    private final ToLongFunction<Resource> patience;
    private final LongSupplier nanoTime;
    private final LongSupplier unixNanos;
    private @Nullable Window open;
    private long lastClosed;

    /** Windows that are closed, and whose blocks are not stored yet. */
    private int underWay;

    /**
     * @param encoding where blocks are encoded
     * @param timers ends the waits
     * @param unixNanos the clock by which spans arrive
     */
    public BlockWindow(
            InsertBlocks insert, WriteLimit limit, Executor encoding, WriteWindow timers, LongSupplier unixNanos) {
        this(
                insert,
                limit,
                encoding,
                timers::release,
                resource -> timers.halfSinceAnswer(WriteWindow.process(resource)),
                System::nanoTime,
                unixNanos);
    }

    /** @param patience how long a process may wait, in nanoseconds */
    BlockWindow(
            InsertBlocks insert,
            WriteLimit limit,
            Executor encoding,
            WriteWindow.Timer timer,
            ToLongFunction<Resource> patience,
            LongSupplier nanoTime,
            LongSupplier unixNanos) {
        this.insert = insert;
        this.limit = limit;
        this.encoding = encoding;
        this.timer = timer;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.unixNanos = unixNanos;
        this.lastClosed = nanoTime.getAsLong() - NANOS;
    }

    /** Completes once all these spans are in durable blocks; fails with the driver's exception. */
    CompletableFuture<Void> add(List<Span> spans) {
        List<Window> touched = new ArrayList<>(1);
        List<Window> full = new ArrayList<>();
        synchronized (this) {
            for (Span span : spans) {
                Window window = current();
                if (touched.isEmpty() || touched.get(touched.size() - 1) != window) {
                    touched.add(window);
                }
                if (window.add(span)) {
                    close();
                    full.add(window);
                }
            }
            Window last = open;
            if (last != null && isDue(last, spans.get(0).resource())) {
                close();
                full.add(last);
            }
        }
        full.forEach(this::send);
        return CompletableFuture.allOf(
                touched.stream().map(window -> window.stored).toArray(CompletableFuture<?>[]::new));
    }

    /** Returns whether a window ends now; otherwise a timer ends it, or the end of the block before. */
    private boolean isDue(Window window, Resource process) {
        long sinceLast = nanoTime.getAsLong() - lastClosed;
        long wait = Math.max(LEAST_NANOS - sinceLast, Math.min(NANOS - sinceLast, patience.applyAsLong(process)));
        window.wanted = Math.min(window.wanted, sinceLast + wait);
        return isDue(window, sinceLast);
    }

    private boolean isDue(Window window, long sinceLast) {
        long due = underWay == 0 ? window.wanted : NANOS;
        if (due <= sinceLast) {
            return true;
        }
        if (due < window.timed) {
            window.timed = due;
            timer.after(due - sinceLast, () -> timeOut(window));
        }
        return false;
    }

    private Window current() {
        Window window = open;
        if (window == null) {
            window = new Window();
            open = window;
        }
        return window;
    }

    private void close() {
        open = null;
        lastClosed = nanoTime.getAsLong();
        underWay++;
    }

    private void timeOut(Window window) {
        synchronized (this) {
            if (open != window) {
                return;
            }
            close();
        }
        send(window);
    }

    /** The blocks of a window are stored, so the next one may be due. */
    private void ended() {
        Window window;
        synchronized (this) {
            underWay--;
            window = open;
            if (window == null || !isDue(window, nanoTime.getAsLong() - lastClosed)) {
                return;
            }
            close();
        }
        send(window);
    }

    /** The thread changes here: blocks are encoded on their own threads. */
    private void send(Window window) {
        try {
            encoding.execute(() -> store(window));
        } catch (RuntimeException e) {
            window.end(e);
        }
    }

    private void store(Window window) {
        try {
            CompletableFuture<?>[] blocks = bySlot(window.spans, unixNanos.getAsLong()).entrySet().stream()
                    .map(slot -> insert.fresh(slot.getKey(), BlockWriter.write(slot.getValue())))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(blocks).whenComplete((done, failure) -> window.end(failure));
        } catch (RuntimeException | Error e) {
            window.end(e);
        }
    }

    private static Map<Integer, List<Span>> bySlot(List<Span> spans, long arrival) {
        Map<Integer, List<Span>> slots = new HashMap<>();
        for (Span span : spans) {
            int slot = Slots.of(span.startUnixNanos(), arrival);
            if (slots.size() > Slots.MOST_LATE && !slots.containsKey(slot)) {
                slot = Slots.STRAY;
            }
            slots.computeIfAbsent(slot, absent -> new ArrayList<>()).add(span);
        }
        return slots;
    }

    /** Spans that will be in the same blocks. Filled under the lock of the whole. */
    private final class Window {
        private final List<Span> spans = new ArrayList<>();
        private final CompletableFuture<Void> stored = new CompletableFuture<>();
        private @Nullable Resource lastResource;

        /** When its processes would have it closed, in nanoseconds after the window before. */
        private long wanted = NANOS;

        /** When the next of its timers runs, likewise. */
        private long timed = Long.MAX_VALUE;

        private long bytes;

        /** Returns whether the window is full. */
        @SuppressWarnings("ReferenceEquality") // Spans of one request share the object.
        boolean add(Span span) {
            long more = SpanSize.of(span);
            if (span.resource() != lastResource) {
                lastResource = span.resource();
                more += SpanSize.of(lastResource.attributes());
            }
            spans.add(span);
            bytes += more;
            limit.hold(more);
            return spans.size() >= MOST_SPANS || bytes >= MOST_BYTES;
        }

        void end(@Nullable Throwable failure) {
            limit.letGo(bytes);
            ended();
            if (failure == null) {
                stored.complete(null);
            } else {
                stored.completeExceptionally(failure);
            }
        }
    }
}
