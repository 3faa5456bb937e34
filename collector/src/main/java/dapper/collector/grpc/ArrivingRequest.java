// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.server.SlowClients;
import io.grpc.Context;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call while its request arrives. gRPC buffers a whole message before it passes it on, so memory is reserved for
 * each piece as it arrives, until the message has been read. A call that gets no memory, or whose request arrives too
 * slowly, is refused. Called by Netty's threads and the threads of calls.
 */
final class ArrivingRequest extends ServerStreamTracer {
    private static final Context.Key<ArrivingRequest> CURRENT = Context.key("dapper-arriving-request");

    private final Admission.Ticket ticket;
    private final Runnable whenOver;
    private long begun;
    private long bytes;
    private boolean read;
    private boolean over;
    private @Nullable RefusedException refused;
    private @Nullable Consumer<RefusedException> call;

    /** @param whenOver called once when the request no longer needs to be watched */
    ArrivingRequest(Admission.Ticket ticket, Runnable whenOver) {
        this.ticket = ticket;
        this.whenOver = whenOver;
    }

    /** Returns the request of the call that this thread starts. */
    static ArrivingRequest current() {
        return CURRENT.get();
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(CURRENT, this);
    }

    /**
     * Begins the time that the request may take: before a thread has begun the call, the sender waits for the collector.
     *
     * @param refusal closes the call; called at most once, and never after {@link #arrived}
     */
    void begin(Consumer<RefusedException> refusal) {
        RefusedException already;
        synchronized (this) {
            begun = System.nanoTime();
            call = refusal;
            already = refused;
        }
        if (already != null) {
            refusal.accept(already);
        }
    }

    @Override
    public void inboundWireSize(long more) {
        RefusedException reason = null;
        synchronized (this) {
            bytes += more;
            if (!over && !read) {
                try {
                    ticket.take(more);
                } catch (RefusedException e) {
                    reason = e;
                }
            }
        }
        if (reason != null) {
            refuse(reason);
        }
    }

    /** Refuses the call if its request arrives too slowly. */
    void check(SlowClients slow) {
        boolean tooSlow;
        synchronized (this) {
            tooSlow = !over && call != null && slow.isTooSlow(System.nanoTime() - begun, bytes);
        }
        if (tooSlow) {
            refuse(new RefusedException(Reason.TOO_SLOW, slow.explanation()));
        }
    }

    private void refuse(RefusedException reason) {
        Consumer<RefusedException> close;
        synchronized (this) {
            if (over) {
                return;
            }
            refused = reason;
            close = call;
        }
        end();
        if (close != null) {
            close.accept(reason);
        }
    }

    /** Called when the message has been read: gRPC's buffer of it is free. */
    synchronized void read() {
        read = true;
        ticket.close();
    }

    /** Called when the whole request has arrived. Returns false if the call was refused or had ended before. */
    boolean arrived() {
        return end();
    }

    @Override
    public void streamClosed(Status ignoredStatus) {
        end();
    }

    private boolean end() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        ticket.close();
        whenOver.run();
        return true;
    }
}
