// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often each span is handed over: the span's category is the counter. */
public final class CountedSpans {
    /** Added to the counter by a snapshot. */
    static final int SNAPSHOT = 100;

    static {
        Tracer.install(
                new Sampler() {
                    @Override
                    public long sample(long randomness, SpanKind kind, String name, String path) {
                        return 0;
                    }

                    @Override
                    public boolean followsParent() {
                        return true;
                    }
                },
                chain -> {
                    for (Span span = chain; span != null; span = span.next()) {
                        ((AtomicInteger) span.category()).addAndGet(isSnapshot(span) ? SNAPSHOT : 1);
                    }
                },
                Limits.DEFAULT);
    }

    private CountedSpans() {}

    private static boolean isSnapshot(Span span) {
        return span.attributesLength() > 0 && span.attributes()[span.attributesLength() - 2] == Snapshot.UNFINISHED;
    }

    public static Span root() {
        return (Span) Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, new AtomicInteger(), null);
    }

    static Span child(Span parent) {
        return Tracer.startChild(parent, "SELECT", SpanKind.CLIENT, new AtomicInteger());
    }

    static int handedOver(Span span) {
        return ((AtomicInteger) span.category()).get();
    }
}
