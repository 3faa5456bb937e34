// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import java.io.Closeable;

/** Collects spans into a batch and delivers it. One thread only. */
public interface SpanExporter extends Closeable {
    /** Copies the span's data into the current batch; the span itself is not kept. */
    void add(Span span);

    /** Returns whether the batch is large enough in bytes to be delivered before more is added. */
    boolean isFull();

    /** Tries to deliver the current batch, which stays unchanged, so that it can be tried again. */
    ExportResult send();

    /** Tries once to deliver metrics. The current batch is not touched. */
    ExportResult report(MetricsSource metrics);

    /** Returns whether metrics go to a server of their own: their failures then have nothing to do with spans. */
    default boolean reportsElsewhere() {
        return false;
    }

    /** Begins the next batch. */
    void clear();

    /** Releases connections and threads immediately. */
    @Override
    void close();
}
