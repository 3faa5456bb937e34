// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dapper.storage.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as JSON: its spans in reading order with all values computed from them.
 *
 * @param durationNanos from the earliest start to the latest end, see {@link dapper.storage.Extent}
 * @param rootMissing whether no stored span is the root
 * @param samplingProbability probability with which such a trace was kept; null if unknown
 * @param complete whether all stored spans of the trace are included
 * @param detailed whether the spans have their attributes, events, links and descriptions
 * @param incompleteReason empty when complete
 * @param spanCount number of stored spans included
 * @param missingCount number of placeholders among the lines
 * @param depth levels of the tree
 * @param clocks the differences between the clocks of its processes
 * @param insights heaviest first
 * @param spans last and each on its own line, so that a client can show the first ones before it has all
 */
record TraceView(
        String traceId,
        String rootService,
        String rootOperation,
        boolean rootMissing,
        String startUnixNanos,
        long durationNanos,
        @Nullable Double samplingProbability,
        boolean complete,
        boolean detailed,
        String incompleteReason,
        int spanCount,
        int errorCount,
        int missingCount,
        int depth,
        List<ServiceView> services,
        List<ResourceView> resources,
        List<ScopeView> scopes,
        ClocksView clocks,
        List<InsightView> insights,
        @JsonSerialize(using = LinesSerializer.class) List<SpanView> spans) {

    /** Most self time first. */
    record ServiceView(String service, int spanCount, int errorCount, long selfNanos) {}

    /** @param clock null for a process whose clock is that of the root */
    record ResourceView(
            String service,
            Attributes attributes,
            long droppedAttributes,
            String schemaUrl,
            ClocksView.@Nullable ClockView clock) {}

    record ScopeView(String name, String version, Attributes attributes, long droppedAttributes, String schemaUrl) {}
}
