// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.report;

import dapper.javaagent.export.MetricsRequest;

/** One part of the agent's report. Called on the export thread. */
public interface MetricsSource {
    void writeTo(MetricsRequest out);
}
