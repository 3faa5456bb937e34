// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import dapper.storage.calls.CallWriter;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.embedded.EmbeddedCassandra;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Writes to the embedded node. While the node's disk is full, it refuses spans with that reason instead. */
final class PausingWriter implements SpanWriter {
    private final EmbeddedCassandra node;
    private final SpanWriter writer;

    PausingWriter(EmbeddedCassandra node, SpanWriter writer) {
        this.node = node;
        this.writer = writer;
    }

    /** Returns the writers of counted calls, which nobody gets during an outage. */
    static Function<Tenant, CallWriter> ofCalls(EmbeddedCassandra node, CassandraStorage storage) {
        return tenant -> {
            String outage = node.outage();
            if (outage != null) {
                throw new StorageUnavailableException(outage);
            }
            return storage.of(tenant).callWriter();
        };
    }

    @Override
    public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        String outage = node.outage();
        return outage == null ? writer.write(traceId, spans) : refused(outage);
    }

    @Override
    public Request begin(String sender) {
        String outage = node.outage();
        return outage == null ? writer.begin(sender) : new Refusing(outage);
    }

    @Override
    public boolean isFull(String sender) {
        return writer.isFull(sender);
    }

    private static CompletionStage<Void> refused(String reason) {
        return CompletableFuture.failedStage(new StorageUnavailableException(reason));
    }

    private record Refusing(String reason) implements Request {
        @Override
        public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
            return refused(reason);
        }

        @Override
        public void giveUp(StorageUnavailableException ignoredReason) {
            // No write is waiting.
        }
    }
}
