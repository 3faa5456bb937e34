// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps a share of its own for some names of root spans, and another for the rest. Immutable. */
final class NameSampler implements HeadSampler {
    private final Map<String, ThresholdSampler> names;
    private final ThresholdSampler others;

    NameSampler(Map<String, ThresholdSampler> names, ThresholdSampler others) {
        this.names = names;
        this.others = others;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        ThresholdSampler own = names.get(name);
        return (own == null ? others : own).sample(randomness, kind, name, path);
    }

    @Override
    public boolean followsParent() {
        return others.followsParent();
    }

    @Override
    public long threshold() {
        long greatest = others.threshold();
        for (ThresholdSampler own : names.values()) {
            greatest = Math.max(greatest, own.threshold());
        }
        return greatest;
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
}
