// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.Sampler;
import dapper.javaagent.config.SamplerConfig;

/** Makes the sampler that the operator chose. */
public final class Samplers {
    private Samplers() {}

    public static Sampler create(SamplerConfig config) {
        return new ThresholdSampler(config.ratio(), config.followsParent());
    }
}
