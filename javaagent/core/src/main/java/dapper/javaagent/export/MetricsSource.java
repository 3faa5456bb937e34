// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** What has something to report. Export thread only. */
public interface MetricsSource {
    void writeTo(MetricsRequest request);
}
