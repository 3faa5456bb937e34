// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import java.io.Closeable;
import java.io.IOException;

/** A source of the sampling strategy for this service. One thread only. */
public interface StrategySource extends Closeable {
    /**
     * Fetches the strategy once.
     *
     * @return a message {@code jaeger.api_v2.SamplingStrategyResponse}
     * @throws IOException whose message names the server that did not respond, and the reason
     */
    byte[] fetch() throws IOException;

    @Override
    void close();

    /** Makes a source; that is slow, so it is done on the polling thread. */
    interface Factory {
        StrategySource connect() throws IOException;
    }
}
