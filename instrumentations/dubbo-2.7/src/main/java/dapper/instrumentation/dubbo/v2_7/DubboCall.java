// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.RpcCalls;
import dapper.bootstrap.rpc.RpcGetter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.dubbo.remoting.TimeoutException;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.jspecify.annotations.Nullable;

/** A call that ends with its result, on any thread. */
public abstract class DubboCall extends Call implements BiConsumer<Result, Throwable> {
    final Invocation invocation;
    private final Invoker<?> invoker;

    DubboCall(Invoker<?> invoker, Invocation invocation) {
        this.invoker = invoker;
        this.invocation = invocation;
    }

    /** The calls of this side. */
    abstract RpcCalls<?> calls();

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
        if (result == null) {
            end(null, thrown);
        } else {
            result.whenCompleteWithContext(this);
        }
    }

    @Override
    public final void accept(@Nullable Result result, @Nullable Throwable thrown) {
        end(result, thrown);
    }

    /** An exception of the provider's method is part of its answer. */
    private void end(@Nullable Result result, @Nullable Throwable thrown) {
        Throwable cause = cause(thrown == null && result != null ? result.getException() : thrown);
        if (cause == null) {
            calls().end(this, "OK", false, null, null);
        } else if (cause instanceof TimeoutException) {
            calls().end(this, status((TimeoutException) cause), true, null, null);
        } else {
            boolean cancelled = cause instanceof CancellationException;
            calls().end(this, null, !cancelled, null, cancelled ? null : cause);
        }
    }

    private static String status(TimeoutException timeout) {
        return timeout.isClientSide() ? "CLIENT_TIMEOUT" : "SERVER_TIMEOUT";
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
