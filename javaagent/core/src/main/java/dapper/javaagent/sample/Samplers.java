// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.javaagent.config.SamplerConfig;

/** Makes the sampler that the operator chose. */
public final class Samplers {
    private Samplers() {}

    public static HeadSampler create(SamplerConfig config) {
        HeadSampler sampler = config.isAdaptive()
                ? new AdaptiveSampler(config.tracesPerOperation(), config.tracesInAll(), true)
                : new ThresholdSampler(config.ratio(), config.followsParent());
        return config.rules().isEmpty() ? sampler : new RuleSampler(config.rules(), sampler);
    }
}
