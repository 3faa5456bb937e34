// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.io.Closeable;

/** Sends a finished request to the collector and reads the response. One thread only. */
public interface Sender extends Closeable {
    ExportResult send(Signal signal, OtlpRequest request);

    @Override
    void close();
}
