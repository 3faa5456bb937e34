// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import java.io.Closeable;
import java.io.IOException;

/** Whoever says how this service shall sample. One thread only. */
public interface StrategySource extends Closeable {
    /**
     * Asks once.
     *
     * @return a message {@code jaeger.api_v2.SamplingStrategyResponse}
     * @throws IOException whose message says who did not answer and why
     */
    byte[] fetch() throws IOException;

    @Override
    void close();

    /** Makes one; that is slow, so it is done on the thread that asks. */
    interface Factory {
        StrategySource connect() throws IOException;
    }
}
