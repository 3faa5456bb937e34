// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.Sampler;

/** A sampler as the agent runs it: with work of its own in the background, and an answer for whoever watches. */
public interface HeadSampler extends Sampler, AutoCloseable {
    /**
     * The greatest threshold T in force for new traces: 0 while everything is recorded, 2^56 where nothing is. Rules by
     * path are left out. Any thread.
     */
    long threshold();

    /** Starts what the sampler does in the background, if anything. For premain: cheap. */
    void start();

    /** Ends it. Decisions go on as they were. */
    @Override
    void close();
}
