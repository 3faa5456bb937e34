// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.messaging.LoopCalls;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** A queue of SQS or a topic of SNS, one object for each: the loops over the messages of a queue have it as their source. */
final class Destination implements LoopCalls<SdkPojo> {
    /** Further ones get a new object for each call. */
    private static final int MAX_KNOWN = 1_000;

    private static final Map<String, Destination> KNOWN = new ConcurrentHashMap<>();

    /** To phones and devices. */
    private static final Destination NAMELESS = new Destination(MessageSystem.SNS, null, null);

    private final MessageSystem system;
    private final @Nullable String name;
    private final @Nullable String address;

    private Destination(MessageSystem system, @Nullable String name, @Nullable String address) {
        this.system = system;
        this.name = name;
        this.address = address;
    }

    /** @param url {@code https://sqs.eu-west-1.amazonaws.com/123456789012/orders} */
    static Destination queue(String url) {
        return known(MessageSystem.SQS, url, '/');
    }

    /** @param arn {@code arn:aws:sns:eu-west-1:123456789012:orders}; null, or that of a device, for a message to a single receiver */
    static Destination topic(@Nullable String arn) {
        return arn == null || arn.indexOf('/') >= 0 ? NAMELESS : known(MessageSystem.SNS, arn, ':');
    }

    private static Destination known(MessageSystem system, String address, char separator) {
        Destination known = KNOWN.get(address);
        if (known != null) {
            return known;
        }
        Destination made = new Destination(system, address.substring(address.lastIndexOf(separator) + 1), address);
        if (KNOWN.size() >= MAX_KNOWN) {
            return made;
        }
        Destination other = KNOWN.putIfAbsent(address, made);
        return other == null ? made : other;
    }

    MessageSystem system() {
        return system;
    }

    /** Null if there is none that lasts. */
    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String address() {
        return address;
    }

    @Override
    public boolean start(ProcessCall call, SdkPojo message) {
        return system.calls.startProcess(call, new Message(message, this), this);
    }

    @Override
    public void end(ProcessCall call, @Nullable Throwable thrown) {
        system.calls.end(call, null, thrown);
    }
}
