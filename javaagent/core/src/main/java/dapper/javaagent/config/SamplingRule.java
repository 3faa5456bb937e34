// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import org.jspecify.annotations.Nullable;

/** The operator's sampling ratio for requests to certain paths; it overrides the sampler. Immutable. */
public final class SamplingRule {
    private final @Nullable String method;
    private final String pattern;
    private final double ratio;

    /**
     * @param method null for every method
     * @param ratio 0 to 1
     */
    public SamplingRule(@Nullable String method, String pattern, double ratio) {
        this.method = method;
        this.pattern = pattern;
        this.ratio = ratio;
    }

    /** Null for every method. */
    public @Nullable String method() {
        return method;
    }

    /** Matches the whole path: {@code *} stands for any characters but a slash, {@code **} for any characters. */
    public String pattern() {
        return pattern;
    }

    /** The share of new traces to keep, 0 to 1. */
    public double ratio() {
        return ratio;
    }

    @Override
    public String toString() {
        return (method == null ? "" : method + " ") + pattern + "=" + ratio;
    }
}
