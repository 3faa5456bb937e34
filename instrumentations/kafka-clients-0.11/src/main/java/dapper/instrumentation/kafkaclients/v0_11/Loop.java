// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.instrumentation.kafkaclients.v0_11.ConsumerGetter.CALLS;

import dapper.bootstrap.call.ProcessCall;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The calls of one loop over records, one after the other. Used by one thread at a time. */
final class Loop {
    private final KafkaClient client;
    private ProcessCall call;
    private boolean open;

    Loop(KafkaClient client) {
        this.client = client;
        this.call = new ProcessCall(client);
    }

    void begin(ConsumerRecord<?, ?> record) {
        if (ProcessCall.isSuspended()) {
            return;
        }
        if (!call.isFree()) {
            call = new ProcessCall(client);
        }
        open = CALLS.startProcess(call, record, client);
    }

    void end(@Nullable Throwable thrown) {
        if (open) {
            open = false;
            CALLS.end(call, null, thrown);
        }
    }

    /** The action of the application, each time within the call for the record that it gets. */
    <T extends ConsumerRecord<?, ?>> Consumer<T> around(Consumer<? super T> action) {
        return record -> {
            begin(record);
            try {
                action.accept(record);
            } catch (Throwable e) {
                end(e);
                throw e;
            }
            end(null);
        };
    }
}
