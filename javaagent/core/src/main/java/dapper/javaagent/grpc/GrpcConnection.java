// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import com.google.common.util.concurrent.ListenableFuture;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.ClientTls;
import dapper.javaagent.export.UnusableCertificateException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.Closeable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One call at a time to one endpoint. Opens a channel with the first call, and another one if that breaks. One thread
 * only.
 */
final class GrpcConnection implements Closeable {
    /** A channel whose threads ran out of memory also misses deadlines. The caller does not wait for it much longer. */
    private static final long GRACE_MILLIS = 1_000;

    private final OtlpConfig config;
    private final @Nullable SSLSocketFactory tls;
    private @Nullable GrpcChannel channel;

    GrpcConnection(OtlpConfig config) throws UnusableCertificateException {
        this.config = config;
        this.tls = config.endpoint().isTls() ? ClientTls.socketFactory(config) : null;
    }

    /** @throws StatusRuntimeException if it failed */
    <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
        boolean usable = false;
        try {
            ManagedChannel open = open();
            // Our own back-off decides when to connect again; the channel's grows to minutes.
            open.resetConnectBackoff();
            A answer = await(ClientCalls.futureUnaryCall(open.newCall(method, options()), request));
            usable = true;
            return answer;
        } catch (ExecutionException e) {
            Status status = Status.fromThrowable(e);
            // After a deadline the connection may be dead, or its responses may arrive too late: a new one costs
            // little.
            usable = !GrpcFailures.isBroken(status) && status.getCode() != Status.Code.DEADLINE_EXCEEDED;
            throw status.asRuntimeException(Status.trailersFromThrowable(e));
        } finally {
            if (!usable) {
                close();
            }
        }
    }

    private <A> A await(ListenableFuture<A> answer) throws ExecutionException {
        try {
            return answer.get(config.timeoutMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw Status.DEADLINE_EXCEEDED.withCause(e).asRuntimeException();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.withCause(e).asRuntimeException();
        }
    }

    private ManagedChannel open() {
        GrpcChannel open = channel;
        if (open == null) {
            open = new GrpcChannel(config, tls);
            channel = open;
        }
        return open.get();
    }

    private CallOptions options() {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(config.timeoutMillis(), TimeUnit.MILLISECONDS);
        return config.isGzip() ? options.withCompression("gzip") : options;
    }

    /** The next call opens a new channel. */
    @Override
    public void close() {
        GrpcChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
