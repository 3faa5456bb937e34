// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.ArrayList;
import java.util.List;

/** A sink that keeps every chain, and a sampler that keeps every trace or follows the test. */
final class CapturedSpans implements SpanSink {
    private final List<Span> chains = new ArrayList<>();

    static CapturedSpans install() {
        return install(new FixedSampler(0, true));
    }

    static CapturedSpans install(Sampler sampler) {
        return install(sampler, Limits.DEFAULT);
    }

    static CapturedSpans install(Sampler sampler, Limits limits) {
        CapturedSpans captured = new CapturedSpans();
        Tracer.install(sampler, captured, limits);
        Current.set(null);
        return captured;
    }

    @Override
    public synchronized void offer(Span chain) {
        chains.add(chain);
    }

    /** Heads, in the order they were handed over. */
    synchronized List<Span> chains() {
        return new ArrayList<>(chains);
    }

    /** Every span of every chain; in a chain the last that ended comes first. */
    synchronized List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (Span chain : chains) {
            int length = 0;
            for (Span span = chain; span != null; span = span.next()) {
                spans.add(span);
                length++;
            }
            if (length != chain.chainLength()) {
                throw new AssertionError("chain says " + chain.chainLength() + " and has " + length);
            }
        }
        return spans;
    }

    static Span root(String name) {
        return (Span) Tracer.startLocalRoot(null, name, SpanKind.SERVER, null, "/");
    }

    static Span child(Span parent, String name) {
        return Tracer.startChild(parent, name, SpanKind.INTERNAL, null);
    }
}
