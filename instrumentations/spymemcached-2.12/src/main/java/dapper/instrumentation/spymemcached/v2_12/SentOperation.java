// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import java.lang.ref.WeakReference;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the client sends for a call, and those before it. It does not keep the operation alive: that refers
 * to the future beside which the call is kept.
 */
final class SentOperation extends WeakReference<Operation> {
    private static final String TIMEOUT = "net.spy.memcached.internal.CheckedOperationTimeoutException";
    private static final String CANCELLATION = "java.util.concurrent.CancellationException";

    final @Nullable SentOperation before;

    SentOperation(Operation operation, @Nullable SentOperation before) {
        super(operation);
        this.before = before;
    }

    /** The class of the exception that the future of the operation has for the application, or null. */
    @Nullable
    String error() {
        Operation operation = get();
        if (operation == null) {
            return null;
        }
        if (operation.hasErrored()) {
            return operation.getException().getClass().getName();
        }
        return operation.isCancelled() ? CANCELLATION : operation.isTimedOut() ? TIMEOUT : null;
    }
}
