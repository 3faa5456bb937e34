// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.Sampler;

/** A sampler with background work of its own, and with a threshold for reports. */
public interface HeadSampler extends Sampler, AutoCloseable {
    /**
     * The greatest threshold T in force for new traces: 0 while everything is recorded, 2^56 while nothing is. Excludes
     * rules by path. Any thread.
     */
    long threshold();

    /** Starts the sampler's background work, if there is any. Cheap enough for premain. */
    void start();

    /** Ends the background work. Decisions stay as they were. */
    @Override
    void close();
}
