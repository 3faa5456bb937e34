// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.Span;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.MetricsSource;
import dapper.javaagent.export.SpanExporter;

/** Replaces an exporter that could not be made: its spans are counted as lost, and the reason is logged. */
final class FailedExporter implements SpanExporter {
    private final ExportResult result;

    FailedExporter(String reason) {
        this.result = ExportResult.rejected(reason);
    }

    @Override
    public void add(Span span) {}

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public ExportResult send() {
        return result;
    }

    @Override
    public ExportResult report(MetricsSource metrics) {
        return result;
    }

    @Override
    public void clear() {}

    @Override
    public void close() {}
}
