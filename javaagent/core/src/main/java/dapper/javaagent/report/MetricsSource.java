// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** A source of metrics. Export thread only. */
public interface MetricsSource {
    void writeTo(MetricsRequest request);
}
