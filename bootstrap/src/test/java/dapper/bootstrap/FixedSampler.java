// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** Keeps traces by one threshold; a threshold of 2^56 keeps none. */
final class FixedSampler implements Sampler {
    private final long threshold;
    private final boolean followsParent;

    FixedSampler(long threshold, boolean followsParent) {
        this.threshold = threshold;
        this.followsParent = followsParent;
    }

    static FixedSampler dropAll() {
        return new FixedSampler(1L << 56, true);
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, String path) {
        return randomness >= threshold ? threshold : DROP;
    }

    @Override
    public boolean followsParent() {
        return followsParent;
    }
}
