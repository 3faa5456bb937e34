// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Limits;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;

/** Creates finished traces of one span, which are not exported automatically. */
final class Chains {
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
                chain -> {},
                Limits.DEFAULT);
    }

    private Chains() {}

    static Span finished() {
        Span span = (Span) Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, null);
        span.end();
        return span;
    }

    /** Takes one chain, if there is one, and counts it as exported; returns its spans. */
    static int export(SpanQueue queue) {
        Span chain = queue.poll();
        if (chain == null) {
            return 0;
        }
        int spans = chain.chainLength();
        queue.settle(SpanQueue.weight(chain), 0, DropReason.QUEUE_FULL);
        return spans;
    }
}
