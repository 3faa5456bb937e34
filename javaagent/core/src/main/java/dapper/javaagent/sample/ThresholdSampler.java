// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import dapper.sampling.Threshold;
import org.jspecify.annotations.Nullable;

/** Keeps a fixed share of all new traces: those whose R is not below T. Stateless. */
final class ThresholdSampler implements HeadSampler {
    private final long threshold;
    private final boolean followsParent;

    ThresholdSampler(double ratio, boolean followsParent) {
        this.threshold = Threshold.of(ratio);
        this.followsParent = followsParent;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        return randomness >= threshold ? threshold : DROP;
    }

    @Override
    public boolean followsParent() {
        return followsParent;
    }

    @Override
    public long threshold() {
        return threshold;
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
}
