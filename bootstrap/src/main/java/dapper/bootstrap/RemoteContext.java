// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/**
 * The context that another process sent, current before any span of this process is: an application can receive
 * requests by its own means. A call that is made here begins the part of the trace that runs in this process.
 * Immutable.
 */
public final class RemoteContext extends TraceContext {
    private final RemoteParent parent;

    private RemoteContext(RemoteParent parent) {
        this.parent = parent;
    }

    /** Returns an unsampled context if the decision of the sender is not to record, and is followed. */
    public static TraceContext of(RemoteParent parent) {
        Sampler sampler = Tracer.sampler();
        boolean drops = sampler != null && parent.hasPosition() && parent.decides(sampler) && !parent.isSampled();
        return drops ? parent.toUnsampled() : new RemoteContext(parent);
    }

    /** The context as it was sent. */
    public RemoteParent parent() {
        return parent;
    }

    @Override
    public long traceIdHigh() {
        return parent.traceIdHigh();
    }

    @Override
    public long traceIdLow() {
        return parent.traceIdLow();
    }

    @Override
    public long spanId() {
        return parent.spanId();
    }

    @Override
    public boolean isSampled() {
        return parent.isSampled();
    }

    @Override
    public int flags() {
        return parent.flags() & (SAMPLED | RANDOM);
    }

    @Override
    public boolean isDebug() {
        return (parent.flags() & RemoteParent.DEBUG) != 0;
    }

    @Override
    public @Nullable String traceState() {
        return parent.traceState();
    }

    @Override
    public @Nullable Baggage baggage() {
        return parent.baggage();
    }
}
