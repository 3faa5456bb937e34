// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Woven into the producer's {@code doSend}; replaces the record by a copy with headers, and decorates the callback. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable SendCall enter(
            @Advice.This Object producer,
            @Advice.Argument(value = 0, readOnly = false) ProducerRecord<?, ?> record,
            @Advice.Argument(value = 1, readOnly = false) Callback callback,
            @Advice.FieldValue("producerConfig") ProducerConfig config,
            @Advice.FieldValue("clientId") String clientId,
            @Advice.FieldValue("apiVersions") ApiVersions versions) {
        SendCall call = SendCall.start(producer, config, clientId, record, callback);
        if (call != null) {
            record = call.withHeaders(record, versions);
            callback = call.callback();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable SendCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null && thrown != null) {
            call.end(null, thrown);
        }
    }
}
