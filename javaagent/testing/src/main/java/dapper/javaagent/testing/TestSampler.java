// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import org.jspecify.annotations.Nullable;

/** Keeps every trace, or none while a test says so; follows the decision of a caller. */
final class TestSampler implements Sampler {
    private volatile boolean on = true;

    void switchTo(boolean on) {
        this.on = on;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        return on ? 0 : DROP;
    }

    @Override
    public boolean followsParent() {
        return true;
    }
}
