// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.kafka.clients.ApiVersions;
import org.jspecify.annotations.Nullable;

/**
 * The format in which the brokers store records. Brokers before 0.11 store no headers, and a producer throws if a record
 * for them has some. Producers from 4.0 on refuse such brokers, and need no method to find the format out.
 */
final class MessageFormat {
    private static final byte FIRST_WITH_HEADERS = 2;
    private static final @Nullable MethodHandle USABLE_FORMAT = find();

    private MessageFormat() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ApiVersions.class, "maxUsableProduceMagic", MethodType.methodType(byte.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static boolean hasHeaders(ApiVersions versions) throws Throwable {
        return USABLE_FORMAT == null || (byte) USABLE_FORMAT.invokeExact(versions) >= FIRST_WITH_HEADERS;
    }
}
