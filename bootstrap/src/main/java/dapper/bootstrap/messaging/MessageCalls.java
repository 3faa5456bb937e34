// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.JoinedTexts;
import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.propagation.Propagation;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a messaging client: a message is sent, a batch is received, a message is processed.
 *
 * <p>The processing of a message is a child of its sender's call, and linked to it. A batch that is received has a call
 * of its own, with a link to the sender of each message.
 *
 * <p>A message is described only if its call is recorded; of others only the destination and the trace headers are
 * read, and the client, if the end of the call is observed. Nothing here throws: parts of a call run where no advice is around it, so an exception of the getter goes to
 * {@link AdviceErrors}, and the call goes on.
 */
public final class MessageCalls<M, C, R> {
    /** The number of attributes that a call usually gets. */
    private static final int USUAL_ATTRIBUTES = 12;

    private static final String SEND = "send";
    private static final String POLL = "poll";
    private static final String RECEIVE = "receive";
    private static final String PROCESS = "process";

    /** Operation and destination. */
    private static final JoinedTexts NAMES = new JoinedTexts(" ");

    private final MessageGetter<M, C, R> getter;
    private final @Nullable HeaderGetter<M> headers;
    private final int instrumentation;

    /**
     * @param instrumentation its name
     * @param headers null for messages that are only sent
     */
    public MessageCalls(String instrumentation, MessageGetter<M, C, R> getter, @Nullable HeaderGetter<M> headers) {
        this.instrumentation = AdviceErrors.number(instrumentation);
        this.getter = getter;
        this.headers = headers;
    }

    private static String name(String operation, @Nullable String destination) {
        return destination == null ? operation : NAMES.of(operation, destination);
    }

    /**
     * Starts the sending of a message, which may end on any thread. The thread's context stays. Writes no header:
     * {@link Call#inject} does.
     *
     * @param call a new object
     * @return false if there is nothing to do, now or at the end
     */
    public boolean startSend(Call call, M message, C client) {
        try {
            String destination = getter.destination(message);
            String name = name(SEND, destination);
            if (!call.begin(CallKind.MESSAGE_SEND, name, name)) {
                return false;
            }
            describe(call, SEND, SEND, destination, message, client);
            return true;
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
            return false;
        }
    }

    /**
     * As the other, for several messages that are sent at once: they have one call.
     *
     * @param destination of all messages; null if it has no lasting name
     */
    public boolean startSend(Call call, @Nullable String destination, int count, C client) {
        if (!begin(call, CallKind.MESSAGE_SEND, SEND, SEND, destination, client)) {
            return false;
        }
        set(call, MessageAttributes.BATCH_MESSAGE_COUNT, count);
        return true;
    }

    /** Starts a call that is described without a message. */
    private boolean begin(
            Call call, CallKind kind, String operation, String type, @Nullable String destination, C client) {
        String name = name(operation, destination);
        if (!call.begin(kind, name, name)) {
            return false;
        }
        describe(call, operation, type, destination, null, client);
        return true;
    }

    /**
     * Starts the sending of a message that ends on this thread, and makes it the thread's context. A client that another
     * one calls to send the message makes no call of its own. Writes no header: {@link #inject} does.
     *
     * @return null if there is nothing to do at the end
     */
    public @Nullable Call enterSend(M message, C client) {
        String destination = getter.destination(message);
        String name = name(SEND, destination);
        Call call = Call.enter(CallKind.MESSAGE_SEND, name, name);
        if (call != null) {
            describe(call, SEND, SEND, destination, message, client);
        }
        return call;
    }

    /**
     * Writes the headers of a message that the running thread sends.
     *
     * @param call the result of {@link #enterSend}. If it is null because the trace is not recorded, the headers carry that decision
     */
    public static <K> void inject(@Nullable Call call, HeaderSetter<K> setter, K carrier) {
        if (call != null) {
            call.inject(setter, carrier);
            return;
        }
        TraceContext current = Current.get();
        if (current != null && current.isUnsampled()) {
            Propagation.inject(current, setter, carrier);
        }
    }

    /**
     * Starts the receipt of one message that a client asked for and got. The call should end directly afterwards. The
     * thread's context stays.
     *
     * @param call a new object
     * @param startTicks {@link System#nanoTime()} when the client began to ask
     * @return false if there is nothing to do
     */
    public boolean startReceive(Call call, M message, C client, long startTicks) {
        try {
            String destination = getter.destination(message);
            String name = name(RECEIVE, destination);
            if (!call.beginAt(CallKind.MESSAGE_RECEIVE, name, name, startTicks)) {
                return false;
            }
            describe(call, RECEIVE, RECEIVE, destination, message, client);
            link(call.span(), message);
            return true;
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
            return call.isObserved();
        }
    }

    /**
     * Starts to ask for messages, which may end on any thread. {@link #received} describes the answer. The thread's
     * context stays.
     *
     * @param call a new object
     * @param destination of all messages; null if it has no lasting name
     * @return false if there is nothing to do, now or at the end
     */
    public boolean startReceive(Call call, @Nullable String destination, C client) {
        return begin(call, CallKind.MESSAGE_RECEIVE, RECEIVE, RECEIVE, destination, client);
    }

    /**
     * Describes and links the messages that a client asked for and got.
     *
     * @param messages are read only if the call is recorded
     */
    public void received(Call call, Iterable<? extends M> messages, int count) {
        try {
            describe(call.span(), messages, count);
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        }
    }

    private void link(@Nullable Span span, M message) {
        RemoteParent sender = span == null ? null : sender(message);
        if (span != null && sender != null) {
            span.link(sender);
        }
    }

    /**
     * Starts the receipt of messages that a client asked for and got. The call should end directly afterwards. The
     * thread's context stays.
     *
     * @param call a new object
     * @param destination of all messages; null if they have several
     * @param messages are read only if the call is recorded
     * @param startTicks {@link System#nanoTime()} when the client began to ask
     * @return false if there is nothing to do
     */
    public boolean startReceive(
            Call call,
            @Nullable String destination,
            Iterable<? extends M> messages,
            int count,
            C client,
            long startTicks) {
        String name = name(POLL, destination);
        if (!call.beginAt(CallKind.MESSAGE_RECEIVE, name, name, startTicks)) {
            return false;
        }
        describe(call, POLL, RECEIVE, destination, null, client);
        received(call, messages, count);
        return true;
    }

    private void describe(@Nullable Span span, Iterable<? extends M> messages, int count) {
        if (span == null) {
            return;
        }
        span.set(MessageAttributes.BATCH_MESSAGE_COUNT, count);
        for (M message : messages) {
            link(span, message);
        }
    }

    /**
     * Starts the processing of a message, and makes it the context of the running thread.
     *
     * @param call {@linkplain ProcessCall#isFree free}
     * @return false if there is nothing to do, now or at the end
     */
    public boolean startProcess(ProcessCall call, M message, C client) {
        String destination;
        try {
            destination = getter.destination(message);
            if (!call.enter(sender(message), name(PROCESS, destination))) {
                return false;
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
            return false;
        }
        describe(call, PROCESS, PROCESS, destination, message, client);
        return true;
    }

    /**
     * Starts the processing of several messages at once, and makes it the context of the running thread. It begins a
     * trace of its own, with a link to the sender of each message.
     *
     * @param call {@linkplain ProcessCall#isFree free}
     * @param destination of all messages; null if they have several
     * @param messages are read only if the call is recorded
     * @return false if there is nothing to do, now or at the end
     */
    public boolean startProcess(
            ProcessCall call, @Nullable String destination, Iterable<? extends M> messages, int count, C client) {
        if (!call.enter(null, name(PROCESS, destination))) {
            return false;
        }
        describe(call, PROCESS, PROCESS, destination, null, client);
        received(call, messages, count);
        return true;
    }

    private @Nullable RemoteParent sender(M message) {
        return headers == null ? null : Propagation.extract(headers, message);
    }

    /** @param message null if only the client is described */
    private void describe(
            Call call, String operation, String type, @Nullable String destination, @Nullable M message, C client) {
        try {
            if (describe(call, operation, type, destination)) {
                if (message == null || call.span() == null) {
                    getter.describeClient(call, client);
                } else {
                    getter.describe(call, message, client);
                }
            }
        } catch (Throwable e) {
            // The call has started: only a caller that gets it can end it.
            AdviceErrors.caught(e, instrumentation);
        }
    }

    /** Returns whether the call is observed. */
    private boolean describe(Call call, String operation, String type, @Nullable String destination) {
        if (!call.isObserved()) {
            return false;
        }
        String system = getter.system();
        call.target(system, destination, null, 0);
        Span span = call.span();
        if (span != null) {
            span.reserve(USUAL_ATTRIBUTES);
            span.set(MessageAttributes.SYSTEM, system);
            span.set(MessageAttributes.OPERATION_NAME, operation);
            span.set(MessageAttributes.OPERATION_TYPE, type);
            span.set(MessageAttributes.DESTINATION_NAME, destination);
        }
        return true;
    }

    /**
     * Names the server of an observed call.
     *
     * @param host null adds nothing
     * @param port 0 or less if it is not known
     */
    public static void server(Call call, @Nullable String host, int port) {
        if (host == null) {
            return;
        }
        call.server(host, port);
        Span span = call.span();
        if (span != null) {
            span.set(MessageAttributes.SERVER_ADDRESS, host);
            if (port > 0) {
                span.set(MessageAttributes.SERVER_PORT, port);
            }
        }
    }

    /** Describes a call that is recorded; null adds nothing. */
    public static void set(Call call, AttributeKey key, @Nullable String value) {
        Span span = call.span();
        if (span != null) {
            span.set(key, value);
        }
    }

    /** As the other, for a number. */
    public static void set(Call call, AttributeKey key, long value) {
        Span span = call.span();
        if (span != null) {
            span.set(key, value);
        }
    }

    /** As the other, for a flag. */
    public static void set(Call call, AttributeKey key, boolean value) {
        Span span = call.span();
        if (span != null) {
            span.set(key, value);
        }
    }

    /**
     * Ends a call; only the first of several ends counts.
     *
     * @param confirmation of the broker, null if there was none
     */
    public void end(Call call, @Nullable R confirmation, @Nullable Throwable thrown) {
        call.leave();
        String error = null;
        try {
            if (call.isObserved()) {
                error = thrown == null ? null : thrown.getClass().getName();
                describeEnd(call, confirmation, thrown);
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(0, error);
        }
    }

    /**
     * Ends a call that the broker has refused; only the first of several ends counts.
     *
     * @param error the broker's code, as in {@code error.type}
     */
    public static void refuse(Call call, String error) {
        Span span = call.span();
        if (span != null) {
            span.error(error, null);
        }
        call.end(0, error);
    }

    private void describeEnd(Call call, @Nullable R confirmation, @Nullable Throwable thrown) {
        Span span = call.span();
        if (span != null && thrown != null) {
            span.error(thrown);
        } else if (span != null && confirmation != null) {
            getter.describeEnd(call, confirmation);
        }
    }
}
