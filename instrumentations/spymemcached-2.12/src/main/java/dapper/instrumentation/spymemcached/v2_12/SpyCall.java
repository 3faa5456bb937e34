// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.MemcachedCalls;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/** A call and the operations that the client sends for it. */
public final class SpyCall {
    private final Call call;
    private final boolean waits;
    private volatile @Nullable SentOperation last;

    /** The last operation of a call that waits; the call ends before its thread goes on. */
    private @Nullable Operation kept;

    private volatile boolean asksSeveral;

    /** @param waits whether the thread that makes the call waits for its end */
    SpyCall(Call call, boolean waits) {
        this.call = call;
        this.waits = waits;
    }

    boolean waits() {
        return waits;
    }

    void sending(Operation operation) {
        if (waits) {
            kept = operation;
        }
        last = new SentOperation(operation, last);
    }

    /** Several servers get an operation each, so none is the server of the call. */
    void asksSeveral() {
        asksSeveral = true;
    }

    boolean isSent() {
        return last != null;
    }

    /** Ends the call with what the client threw, or without an exception. */
    void end(@Nullable Throwable thrown) {
        describe();
        MemcachedCalls.end(call, thrown);
    }

    /** Ends the call, whose operations are complete. */
    void complete() {
        describe();
        String error = null;
        for (SentOperation sent = last; sent != null && error == null; sent = sent.before) {
            error = sent.error();
        }
        MemcachedCalls.failOrEnd(call, error);
    }

    private void describe() {
        MemcachedNode node = call.isObserved() && !asksSeveral ? node() : null;
        if (node != null) {
            MemcachedCalls.server(call, node.getSocketAddress());
        }
    }

    private @Nullable MemcachedNode node() {
        SentOperation sent = last;
        Operation operation = kept != null || sent == null ? kept : sent.get();
        return operation == null ? null : operation.getHandlingNode();
    }
}
