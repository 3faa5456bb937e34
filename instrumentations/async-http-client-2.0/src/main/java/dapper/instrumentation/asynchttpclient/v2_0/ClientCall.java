// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.http.ClientCalls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AttributeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.Request;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call of the client: begins on the application's thread and ends on one of the client's, when the head of the last
 * response arrives. The client's own future identifies it.
 */
public final class ClientCall extends Call {
    private static final WeakIdentityMap<ClientCall> OPEN = new WeakIdentityMap<>();

    /** The instrumentation of Netty leaves the requests of channels with this attribute alone. */
    private static final AttributeKey<Boolean> OBSERVED = AttributeKey.valueOf("dapper.client.observed");

    private static final HeaderSetter<List<@Nullable String>> COLLECT = new HeaderSetter<List<@Nullable String>>() {
        @Override
        public void setHeader(List<@Nullable String> headers, String name, String value) {
            headers.add(name);
            headers.add(value);
        }

        @Override
        public void removeHeader(List<@Nullable String> headers, String name) {
            headers.add(name);
            headers.add(null);
        }
    };

    /** Name, value, name, value: the same for every redirect; a null value removes the header. */
    private final List<@Nullable String> headers = new ArrayList<>(4);

    private final AtomicBoolean over = new AtomicBoolean();

    /** Called when the client has made the future of a call, before other threads see it. */
    public static void start(NettyResponseFuture<?> future, Request request) {
        ClientCall call = new ClientCall();
        if (RequestGetter.CALLS.start(call, request, null)) {
            call.inject(COLLECT, call.headers);
        } else {
            ClientCalls.injectCurrent(COLLECT, call.headers);
            call.over.set(true);
        }
        if (!call.over.get() || !call.headers.isEmpty()) {
            OPEN.put(future, call);
        }
    }

    /** The call, from its start to the end of its future; null if there is nothing to do. */
    public static @Nullable ClientCall of(NettyResponseFuture<?> future) {
        return OPEN.get(future);
    }

    /** Called before each request of a call, and before one for a proxy's tunnel, which is no request to the server. */
    public static void writing(NettyResponseFuture<?> future, Channel channel) {
        channel.attr(OBSERVED).set(Boolean.TRUE);
        if (channel.parent() != null) {
            channel.parent().attr(OBSERVED).set(Boolean.TRUE); // the channel is a stream of HTTP/2
        }
        ClientCall call = OPEN.get(future);
        HttpRequest request = future.getNettyRequest().getHttpRequest();
        if (call != null && !request.getMethod().equals(HttpMethod.CONNECT)) {
            if (call.operation() == null) {
                ClientCalls.changeMethod(call, request.getMethod().name());
            }
            call.writeHeaders(request);
        }
    }

    private void writeHeaders(HttpRequest request) {
        for (int i = 0; i < headers.size(); i += 2) {
            String name = headers.get(i);
            String value = headers.get(i + 1);
            if (name != null && value == null) {
                request.headers().remove(name);
            } else if (name != null && value != null) {
                request.headers().set(name, value);
            }
        }
    }

    /** Called when the head of a response arrives that the client passes to the application. */
    public static void answered(NettyResponseFuture<?> future, HttpResponseStatus status, HttpResponse response) {
        ClientCall call = OPEN.get(future);
        int code = status.getStatusCode();
        if (call != null && (code >= 200 || code == 101)) {
            call.end(new ResponseHead(status, response), null);
        }
    }

    /**
     * Called when the future of a call ends; only the first end of a call counts.
     *
     * @param thrown null if the call succeeded or was cancelled
     * @return null if there is nothing to do
     */
    public static @Nullable ClientCall ended(NettyResponseFuture<?> future, @Nullable Throwable thrown) {
        ClientCall call = OPEN.remove(future);
        if (call != null) {
            call.end(null, thrown);
        }
        return call;
    }

    private void end(@Nullable ResponseHead head, @Nullable Throwable thrown) {
        if (over.compareAndSet(false, true)) {
            RequestGetter.CALLS.end(this, head, thrown);
        }
    }
}
