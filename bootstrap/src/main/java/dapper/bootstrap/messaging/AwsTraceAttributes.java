// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes of a message of SQS or SNS that is sent: those of the application, and the trace headers as far as there
 * is room.
 *
 * @param <T> the value of an attribute
 */
public abstract class AwsTraceAttributes<T> {
    /** SQS refuses a message with more. SNS drops one with more where it passes it on to SQS as it is. */
    private static final int MAX_ATTRIBUTES = 10;

    private static final HeaderSetter<AwsTraceAttributes<?>> SETTER = new HeaderSetter<AwsTraceAttributes<?>>() {
        @Override
        public void setHeader(AwsTraceAttributes<?> attributes, String name, String value) {
            attributes.remove(name);
            if (!value.isEmpty()) { // SQS refuses an empty one
                attributes.add(name, value);
            }
        }

        @Override
        public void removeHeader(AwsTraceAttributes<?> attributes, String name) {
            attributes.remove(name);
        }
    };

    private final Map<String, T> all;

    /** @param own attributes of the message, which stay as they are */
    protected AwsTraceAttributes(Map<String, T> own) {
        all = new LinkedHashMap<>(own);
    }

    /** Makes the value of an attribute. */
    protected abstract T value(String text);

    /** Returns the attributes with the headers of a call. */
    public final Map<String, T> with(Call call) {
        call.inject(SETTER, this);
        return all;
    }

    private void remove(String name) {
        all.keySet().removeIf(name::equalsIgnoreCase);
    }

    private void add(String name, String value) {
        if (all.size() < MAX_ATTRIBUTES) {
            all.put(name, value(value));
        }
    }
}
