// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A remote strategy for operations: a share for some names of root spans, another for the rest, and an optional
 * guarantee for each operation. With a guarantee, a thread of its own advances the time.
 */
final class OperationSampler implements HeadSampler, Ticking {
    private final Map<String, Share> names;
    private final Share others;
    private final @Nullable OtherOperations guaranteedOthers;
    private final List<Share> all;
    private final boolean followsParent;
    private final @Nullable SamplingClock clock;

    /**
     * @param names shares by name
     * @param elsewhere shares that other samplers use, for which time must advance too
     * @param others probability of operations without a share of their own
     * @param guaranteed minimum traces a second of each operation, 0 for no guarantee
     */
    OperationSampler(
            Map<String, Share> names,
            Collection<Share> elsewhere,
            double others,
            double guaranteed,
            boolean followsParent) {
        this.names = names;
        this.others = Share.of(others);
        this.guaranteedOthers = guaranteed > 0 ? new OtherOperations(others, guaranteed) : null;
        this.all = new ArrayList<>(names.values());
        this.all.addAll(elsewhere);
        this.followsParent = followsParent;
        this.clock = guaranteed > 0 ? new SamplingClock(this) : null;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        Share share = names.get(name);
        if (share == null) {
            share = guaranteedOthers == null ? others : guaranteedOthers.share(OperationKey.of(kind, name, path));
        }
        return share.sample(randomness);
    }

    @Override
    public boolean tick(double seconds) {
        boolean active = guaranteedOthers != null && guaranteedOthers.refill(seconds);
        for (Share share : all) {
            active |= share.refill(seconds);
        }
        return active;
    }

    @Override
    public boolean followsParent() {
        return followsParent;
    }

    /** Excludes guarantees and rules by path. */
    @Override
    public long threshold() {
        long greatest = others.threshold();
        for (Share own : names.values()) {
            greatest = Math.max(greatest, own.threshold());
        }
        return greatest;
    }

    @Override
    public void start() {
        if (clock != null) {
            clock.start();
        }
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.close();
        }
    }
}
