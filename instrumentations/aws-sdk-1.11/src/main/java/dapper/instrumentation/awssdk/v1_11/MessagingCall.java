// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.AmazonWebServiceRequest;
import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsMessage;
import dapper.bootstrap.messaging.MessageCalls;
import org.jspecify.annotations.Nullable;

/** A call that sends messages or asks for some. It begins before its request is marshalled, so that it can change that. */
public abstract class MessagingCall extends ApiCall {
    private static final String SERVICES = "com.amazonaws.services.";
    private static final String SQS = SERVICES + "sqs.model.";
    private static final String SNS = SERVICES + "sns.model.";

    /** The call of the running thread that has not been sent. */
    private static final ThreadLocal<MessagingCall> MARSHALLED = new ThreadLocal<>();

    final AwsDestination<Object> destination;
    final MessageCalls<AwsMessage<Object>, AwsDestination<Object>, Object> calls;

    private @Nullable AmazonWebServiceRequest marshalled;

    /** False for the call of a library that the agent instruments itself: the SDK makes none inside. */
    private boolean begun;

    MessagingCall(AwsDestination<Object> destination) {
        this.destination = destination;
        this.calls = destination.calls();
    }

    /** Returns the request that the SDK marshals. */
    public static AmazonWebServiceRequest marshalling(AmazonWebServiceRequest request) {
        endUnsent();
        MessagingCall call = of(request);
        if (call == null) {
            return request;
        }
        MARSHALLED.set(call);
        call.marshalled = request;
        call.begun = call.begin();
        if (!call.begun) {
            return request;
        }
        try {
            call.marshalled = (AmazonWebServiceRequest) call.modified(request);
        } catch (Throwable e) {
            AdviceErrors.caught(e, ERRORS);
        }
        return call.marshalled;
    }

    /** @return the call of a request that was marshalled on this thread; null if it has none */
    @SuppressWarnings("ReferenceEquality") // one object for each call
    static @Nullable MessagingCall takeMarshalled(AmazonWebServiceRequest request) {
        MessagingCall call = MARSHALLED.get();
        if (call == null || call.marshalled != request) {
            return null;
        }
        MARSHALLED.remove();
        return call;
    }

    /** Ends a call whose request could not be marshalled. */
    public static void endUnsent() {
        MessagingCall call = MARSHALLED.get();
        if (call != null) {
            MARSHALLED.remove();
            if (call.begun) {
                MessageCalls.refuse(call, "_OTHER");
            }
        }
    }

    boolean isBegun() {
        return begun;
    }

    /** @return null for any other call */
    private static @Nullable MessagingCall of(AmazonWebServiceRequest request) {
        Class<?> type = request.getClass();
        while (!type.getName().startsWith(SERVICES) && type != AmazonWebServiceRequest.class) {
            type = type.getSuperclass(); // the application's own
        }
        if (type.getName().startsWith(SQS)) {
            String url = Property.QUEUE_URL.text(request);
            return url == null ? null : ofQueue(RequestInfo.operation(type), request, Messages.DESTINATIONS.queue(url));
        }
        return type.getName().startsWith(SNS) ? ofTopic(RequestInfo.operation(type), request) : null;
    }

    private static @Nullable MessagingCall ofQueue(String operation, Object request, AwsDestination<Object> queue) {
        switch (operation) {
            case "SendMessage":
                return new SendCall(queue, request, false);
            case "SendMessageBatch":
                return new SendCall(queue, request, true);
            case "ReceiveMessage":
                return ReceiveCall.from(queue);
            default:
                return null;
        }
    }

    private static @Nullable MessagingCall ofTopic(String operation, Object request) {
        boolean isBatch = operation.equals("PublishBatch");
        if (!isBatch && !operation.equals("Publish")) {
            return null;
        }
        String topic = Property.TOPIC_ARN.text(request);
        AwsDestination<Object> destination =
                Messages.DESTINATIONS.topic(topic == null ? Property.TARGET_ARN.text(request) : topic);
        return new SendCall(destination, request, isBatch);
    }

    /** @return false if there is nothing to do, now or at the end */
    abstract boolean begin();

    /** Returns the request that the SDK sends. */
    abstract Object modified(Object request);

    @Override
    final void finish(@Nullable Object answer, @Nullable String code, @Nullable Throwable thrown) {
        String error = code;
        try {
            error = answer == null ? code : ended(answer);
        } catch (Throwable e) {
            // The call must be ended, whatever the answer is.
            AdviceErrors.caught(e, ERRORS);
        }
        if (error == null) {
            calls.end(this, answer, thrown);
        } else {
            MessageCalls.refuse(this, error);
        }
    }

    /** @return the code of an error, or null */
    abstract @Nullable String ended(Object answer);
}
