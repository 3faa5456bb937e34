// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps every trace, or none while a test requests that; follows the decision of a caller. */
final class TestSampler implements Sampler {
    private final AtomicInteger decisions = new AtomicInteger();
    private volatile boolean on = true;

    /** The number of decisions since the last call. */
    int takeDecisions() {
        return decisions.getAndSet(0);
    }

    void switchTo(boolean on) {
        this.on = on;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        decisions.incrementAndGet();
        return on ? 0 : DROP;
    }

    @Override
    public boolean followsParent() {
        return true;
    }
}
