// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.report;

import dapper.javaagent.export.MetricsRequest;
import dapper.javaagent.sample.HeadSampler;
import dapper.sampling.Threshold;

/** The threshold in force and the probability that it stands for. */
public final class SamplingMetrics implements MetricsSource {
    private final String name;
    private final HeadSampler sampler;

    /** @param name the sampler as configured */
    public SamplingMetrics(String name, HeadSampler sampler) {
        this.name = name;
        this.sampler = sampler;
    }

    @Override
    public void writeTo(MetricsRequest out) {
        long threshold = sampler.threshold();
        out.gauge("dapper.agent.sampling.threshold", "1", "T in force for new traces, 0 to 2^56; 2^56 keeps none");
        out.point(threshold, "sampler", name);
        out.gauge("dapper.agent.sampling.probability", "1", "Share of new traces that is recorded, from T");
        out.point(Threshold.probability(threshold), "sampler", name);
    }
}
