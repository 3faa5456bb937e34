// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;

/** A server that takes spans. Safe for many threads. */
interface SpanServer {
    /**
     * Sends the spans of one process.
     *
     * @param process its {@code service.instance.id}
     * @return whether the server took them
     */
    boolean take(String service, String process, List<Span> spans) throws IOException, InterruptedException;
}
