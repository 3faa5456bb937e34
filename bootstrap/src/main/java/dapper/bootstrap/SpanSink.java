// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** The destination of finished spans. Called on the application's threads: must not block, must not throw. */
public interface SpanSink {
    /** @param chain a finished span, linked by {@link Span#next()} to others of the same segment */
    void offer(Span chain);
}
