// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import java.io.Closeable;

/** Gathers spans into a batch and delivers it. One thread only. */
public interface SpanExporter extends Closeable {
    /** Takes what it needs from the span into the current batch; the span itself is not kept. */
    void add(Span span);

    /** Whether the batch is large enough in bytes to be delivered before more is added. */
    boolean isFull();

    /** Tries to deliver the current batch, which stays as it is, so that it can be tried again. */
    ExportResult send();

    /** Tries once to deliver metrics. The current batch is not touched. */
    ExportResult report(MetricsSource metrics);

    /** Whether metrics go to a server of their own: what becomes of them says nothing about spans. */
    default boolean reportsElsewhere() {
        return false;
    }

    /** Begins the next batch. */
    void clear();

    /** Gives connections and threads back at once. */
    @Override
    void close();
}
