// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.weave.Modules;
import org.jspecify.annotations.Nullable;

/** The agent's data about itself. Read by the export thread. */
final class AgentFacts {
    final AgentConfig config;
    final SpanQueue queue;
    final HeadSampler sampler;
    final UnfinishedSpans unfinished;

    /** The time at which all counters were zero. */
    final long startEpochNanos = System.currentTimeMillis() * 1_000_000;

    /** Set before the export thread starts; null if nothing is woven. */
    @Nullable
    Modules modules;

    AgentFacts(AgentConfig config, SpanQueue queue, HeadSampler sampler) {
        this.config = config;
        this.queue = queue;
        this.sampler = sampler;
        this.unfinished = new UnfinishedSpans(config.queue().unfinishedAfterMillis());
    }
}
