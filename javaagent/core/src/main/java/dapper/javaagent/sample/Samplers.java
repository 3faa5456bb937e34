// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.RemoteSamplingConfig;
import dapper.javaagent.config.SamplerConfig;

/** Makes the sampler that the operator chose. */
public final class Samplers {
    private Samplers() {}

    /** @param grpcLoader sees gRPC and this package */
    public static HeadSampler create(AgentConfig config, ClassLoader grpcLoader) {
        SamplerConfig chosen = config.sampler();
        HeadSampler sampler = create(config, chosen, grpcLoader);
        return chosen.rules().isEmpty() ? sampler : new RuleSampler(chosen.rules(), sampler);
    }

    private static HeadSampler create(AgentConfig config, SamplerConfig chosen, ClassLoader grpcLoader) {
        RemoteSamplingConfig remote = chosen.remote();
        if (remote != null) {
            return new RemoteSampler(
                    remote, new ConfiguredStrategies(config, remote, grpcLoader), chosen.followsParent());
        }
        return chosen.isAdaptive()
                ? new AdaptiveSampler(chosen.tracesPerOperation(), chosen.tracesTotal(), true)
                : new ThresholdSampler(chosen.ratio(), chosen.followsParent());
    }
}
