// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.AMQP;
import dapper.bootstrap.HeaderSetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a message that is sent, which are copied before the first change. */
final class HeadersToSend {
    static final HeaderSetter<HeadersToSend> SETTER = new HeaderSetter<HeadersToSend>() {
        @Override
        public void setHeader(HeadersToSend headers, String name, String value) {
            headers.remove(name);
            headers.changed().put(name, value);
        }

        @Override
        public void removeHeader(HeadersToSend headers, String name) {
            headers.remove(name);
        }
    };

    private final AMQP.@Nullable BasicProperties properties;
    private @Nullable Map<String, Object> changed;

    HeadersToSend(AMQP.@Nullable BasicProperties properties) {
        this.properties = properties;
    }

    private @Nullable Map<String, Object> original() {
        return properties == null ? null : properties.getHeaders();
    }

    private Map<String, Object> changed() {
        Map<String, Object> copy = changed;
        if (copy == null) {
            Map<String, Object> original = original();
            copy = original == null ? new HashMap<>() : new HashMap<>(original);
            changed = copy;
        }
        return copy;
    }

    private void remove(String name) {
        Map<String, Object> current = changed == null ? original() : changed;
        if (current != null && current.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            changed().keySet().removeIf(name::equalsIgnoreCase);
        }
    }

    /** The application's own properties if nothing was changed. */
    AMQP.@Nullable BasicProperties toProperties() {
        Map<String, Object> headers = changed;
        if (headers == null) {
            return properties;
        }
        AMQP.BasicProperties.Builder copy =
                properties == null ? new AMQP.BasicProperties.Builder() : properties.builder();
        return copy.headers(headers).build();
    }
}
