// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.Traces;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A service with a method of each kind. The text of a request is what it does. */
final class Shop implements ServerInterceptor {
    private static final String SERVICE = "shop.Shop";

    private static final MethodDescriptor.Marshaller<String> TEXT = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    static final MethodDescriptor<String, String> BUY = method(MethodType.UNARY, "Buy");
    static final MethodDescriptor<String, String> LIST = method(MethodType.SERVER_STREAMING, "List");
    static final MethodDescriptor<String, String> FILL = method(MethodType.CLIENT_STREAMING, "Fill");
    static final MethodDescriptor<String, String> TALK = method(MethodType.BIDI_STREAMING, "Talk");

    /** The headers of each call. */
    final BlockingQueue<Metadata> received = new LinkedBlockingQueue<>();

    /** The requests that are never answered. */
    final BlockingQueue<String> hanging = new LinkedBlockingQueue<>();

    private final AtomicInteger unavailable = new AtomicInteger();

    private static MethodDescriptor<String, String> method(MethodType type, String name) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(TEXT)
                .setResponseMarshaller(TEXT)
                .build();
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(BUY, ServerCalls.asyncUnaryCall(this::answer))
                .addMethod(LIST, ServerCalls.asyncServerStreamingCall(this::answer))
                .addMethod(FILL, ServerCalls.asyncClientStreamingCall(observer -> new Answering(observer, false)))
                .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(observer -> new Answering(observer, true)))
                .build();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        received.add(headers);
        return next.startCall(call, headers);
    }

    private void answer(String request, StreamObserver<String> observer) {
        if (request.equals("hang")) {
            hanging.add(request);
            return;
        }
        if (request.startsWith("throw ")) {
            throw new IllegalStateException(request.substring(6));
        }
        if (request.startsWith("fail ")) {
            Status.Code code = Status.Code.valueOf(request.substring(5));
            observer.onError(Status.fromCode(code).withDescription("sorry").asRuntimeException());
            return;
        }
        if (request.equals("unavailable twice") && unavailable.getAndIncrement() < 2) {
            observer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        work(request);
        observer.onNext("ok " + request);
        observer.onCompleted();
    }

    private static void work(String request) {
        if (Current.isUnsampled()) {
            return;
        }
        try {
            Traces.inSpan("work " + request, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers each request at once, or all of them at the end. */
    private static final class Answering implements StreamObserver<String> {
        private final StreamObserver<String> observer;
        private final boolean atOnce;
        private int count;

        Answering(StreamObserver<String> observer, boolean atOnce) {
            this.observer = observer;
            this.atOnce = atOnce;
        }

        @Override
        public void onNext(String request) {
            count++;
            work(request);
            if (atOnce) {
                observer.onNext("ok " + request);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            work("cancelled");
        }

        @Override
        public void onCompleted() {
            work("end");
            if (!atOnce) {
                observer.onNext("ok " + count);
            }
            observer.onCompleted();
        }
    }
}
