// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanSink;
import org.jspecify.annotations.Nullable;

/** For {@code OTEL_TRACES_EXPORTER=none}: contexts are passed on, spans are discarded. */
final class DiscardingSink implements SpanSink {
    @Override
    public void offer(Span chain) {
        for (@Nullable Span span = chain; span != null; ) {
            span = span.release();
        }
    }
}
