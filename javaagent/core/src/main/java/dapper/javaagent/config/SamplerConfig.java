// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** {@code OTEL_TRACES_SAMPLER} and its argument. */
public final class SamplerConfig {
    private static final String NAME = "otel.traces.sampler";

    private final String name;
    private final double ratio;

    private SamplerConfig(String name, double ratio) {
        this.name = name;
        this.ratio = ratio;
    }

    static SamplerConfig read(ConfigReader reader) {
        String name = reader.choice(
                NAME,
                "parentbased_always_on",
                "always_on",
                "always_off",
                "traceidratio",
                "parentbased_always_off",
                "parentbased_traceidratio");
        double ratio =
                name.endsWith("always_off") ? 0 : name.endsWith("ratio") ? reader.ratio(NAME + ".arg", 1.0) : 1.0;
        return new SamplerConfig(name, ratio);
    }

    /** As OpenTelemetry spells it. */
    public String name() {
        return name;
    }

    public boolean followsParent() {
        return name.startsWith("parentbased_");
    }

    /** The share of new traces to keep, 0 to 1. */
    public double ratio() {
        return ratio;
    }

    @Override
    public String toString() {
        return name.endsWith("ratio") ? name + "(" + ratio + ")" : name;
    }
}
