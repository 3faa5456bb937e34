// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.io.Closeable;

/** Carries a finished request to the collector and reads its answer. One thread only. */
public interface Sender extends Closeable {
    ExportResult send(Signal signal, OtlpRequest request);

    @Override
    void close();
}
