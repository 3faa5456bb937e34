// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.io.Closeable;

/** Sends a finished request to the collector and reads the response. One thread only. */
public interface Sender extends Closeable {
    ExportResult send(Signal signal, OtlpRequest request);

    /** Returns whether a signal goes to a server of its own: its failures then have nothing to do with the others. */
    default boolean hasOwnServer(Signal signal) {
        return false;
    }

    /** Releases connections and threads immediately. */
    @Override
    void close();
}
