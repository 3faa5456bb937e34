// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code OTEL_TRACES_SAMPLER} with its argument, the targets of the adaptive sampler, and the rules by path. */
public final class SamplerConfig {
    private static final String NAME = "otel.traces.sampler";

    private final String name;
    private final double ratio;
    private final @Nullable RemoteSamplingConfig remote;
    private final double tracesPerOperation;
    private final double tracesTotal;
    private final List<SamplingRule> rules;

    private SamplerConfig(ConfigReader reader) {
        this.name = reader.choice(
                NAME,
                "adaptive",
                "always_on",
                "always_off",
                "traceidratio",
                "parentbased_always_on",
                "parentbased_always_off",
                "parentbased_traceidratio",
                "jaeger_remote",
                "parentbased_jaeger_remote");
        this.remote = name.endsWith("jaeger_remote") ? RemoteSamplingConfig.read(reader, NAME + ".arg") : null;
        this.ratio = name.endsWith("always_off") ? 0 : name.endsWith("ratio") ? reader.ratio(NAME + ".arg", 1.0) : 1.0;
        this.tracesPerOperation = reader.decimal("dapper.sampling.target.operation", 10, 0.01, 1_000_000);
        this.tracesTotal = reader.decimal("dapper.sampling.target.total", 100, 0.01, 1_000_000);
        this.rules = SamplingRules.read(reader, name.endsWith("always_on"));
    }

    static SamplerConfig read(ConfigReader reader) {
        return new SamplerConfig(reader);
    }

    /** The name in OpenTelemetry, or {@code adaptive}. */
    public String name() {
        return name;
    }

    public boolean isAdaptive() {
        return name.equals("adaptive");
    }

    public boolean followsParent() {
        return isAdaptive() || name.startsWith("parentbased_");
    }

    /** The share of new traces to keep, 0 to 1; for the adaptive sampler the maximum. */
    public double ratio() {
        return ratio;
    }

    /** Null if the strategy is not a remote one. */
    public @Nullable RemoteSamplingConfig remote() {
        return remote;
    }

    /** The traces a second that the adaptive sampler keeps of each root operation. */
    public double tracesPerOperation() {
        return tracesPerOperation;
    }

    /** The traces a second that the adaptive sampler keeps of all operations together. */
    public double tracesTotal() {
        return tracesTotal;
    }

    /** Applied in this order, before the sampler. */
    public List<SamplingRule> rules() {
        return rules;
    }

    @Override
    public String toString() {
        if (isAdaptive()) {
            return name + "(" + tracesPerOperation + "/s per operation, " + tracesTotal + "/s total)";
        }
        if (remote != null) {
            return name + "(" + remote + ")";
        }
        return name.endsWith("ratio") ? name + "(" + ratio + ")" : name;
    }
}
