// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.RpcCalls;
import dapper.bootstrap.rpc.RpcGetter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.dubbo.remoting.TimeoutException;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;
import org.jspecify.annotations.Nullable;

/** A call that ends with its result, on any thread. */
public abstract class DubboCall extends Call implements BiConsumer<Result, Throwable> {
    static final int INSTRUMENTATION = AdviceErrors.number(Methods.INSTRUMENTATION);

    final Invoker<?> invoker;
    final Invocation invocation;
    private final AtomicBoolean over = new AtomicBoolean();

    DubboCall(Invoker<?> invoker, Invocation invocation) {
        this.invoker = invoker;
        this.invocation = invocation;
    }

    /** The calls of this side. */
    abstract RpcCalls<?> calls();

    /** The status of a call that has not failed; null if there is no answer. */
    abstract @Nullable String success();

    static final class Getter implements RpcGetter<DubboCall> {
        @Override
        public String method(DubboCall call) {
            return Methods.name(call.invoker, call.invocation);
        }

        @Override
        public void describe(Call span, DubboCall call) {
            RpcCalls.server(span, call.invoker.getUrl().getAddress());
        }
    }

    /** Called when the library has sent the call, or the provider has returned: the result may come later. */
    public final void returned(@Nullable Result result, @Nullable Throwable thrown) {
        if (result instanceof AsyncRpcResult) {
            result.whenCompleteWithContext(this);
        } else {
            end(result, thrown);
        }
    }

    /** Part of the library's chain of results: an exception here would take the place of the result. */
    @Override
    public final void accept(@Nullable Result result, @Nullable Throwable thrown) {
        try {
            end(result, thrown);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    /** An exception of the provider's method is part of its answer. Only the first end counts. */
    private void end(@Nullable Result result, @Nullable Throwable thrown) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Throwable cause = cause(thrown == null && result != null ? result.getException() : thrown);
        if (cause == null) {
            calls().end(this, success(), false, null, null);
            return;
        }
        String timeout = timeout(cause);
        if (timeout != null) {
            calls().end(this, timeout, true, null, null);
        } else {
            boolean cancelled = cause instanceof CancellationException;
            calls().end(this, null, !cancelled, null, cancelled ? null : cause);
        }
    }

    /** The status of a call whose time is over, or null. It has another name in each protocol. */
    private @Nullable String timeout(Throwable thrown) {
        Throwable cause = thrown instanceof RpcException && thrown.getCause() instanceof TimeoutException
                ? thrown.getCause()
                : thrown;
        if (cause instanceof TimeoutException) {
            return ((TimeoutException) cause).isClientSide() ? "CLIENT_TIMEOUT" : "SERVER_TIMEOUT";
        }
        if (cause instanceof RpcException && ((RpcException) cause).isTimeout()) {
            return Methods.isTriple(invoker) ? "DEADLINE_EXCEEDED" : "CLIENT_TIMEOUT";
        }
        return null;
    }

    private static @Nullable Throwable cause(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
