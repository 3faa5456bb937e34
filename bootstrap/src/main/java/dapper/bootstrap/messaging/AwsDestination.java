// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.call.ProcessCall;
import org.jspecify.annotations.Nullable;

/** A queue of SQS or a topic of SNS, one object for each: the loops over the messages of a queue have it as their source. */
public final class AwsDestination<T> implements LoopCalls<T> {
    private final MessageCalls<AwsMessage<T>, AwsDestination<T>, T> calls;
    private final @Nullable String name;
    private final @Nullable String address;

    AwsDestination(
            MessageCalls<AwsMessage<T>, AwsDestination<T>, T> calls, @Nullable String name, @Nullable String address) {
        this.calls = calls;
        this.name = name;
        this.address = address;
    }

    /** The calls of its system. */
    public MessageCalls<AwsMessage<T>, AwsDestination<T>, T> calls() {
        return calls;
    }

    /** Null if there is none that lasts. */
    public @Nullable String name() {
        return name;
    }

    @Nullable
    String address() {
        return address;
    }

    @Override
    public boolean start(ProcessCall call, T message) {
        return calls.startProcess(call, new AwsMessage<>(message, this), this);
    }

    @Override
    public void end(ProcessCall call, @Nullable Throwable thrown) {
        calls.end(call, null, thrown);
    }
}
