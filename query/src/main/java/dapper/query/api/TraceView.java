// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.Attributes;
import dapper.storage.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as JSON: its spans in reading order with everything the page computes from them.
 *
 * @param durationNanos from the earliest start to the latest end, see {@link dapper.storage.Extent}
 * @param rootMissing whether no stored span is the root
 * @param samplingProbability with what probability such a trace was kept; null if the spans do not say
 * @param spanCount stored spans
 * @param missingCount placeholders among the lines
 * @param depth levels of the tree
 */
record TraceView(
        String traceId,
        String rootService,
        String rootOperation,
        boolean rootMissing,
        String startUnixNanos,
        long durationNanos,
        @Nullable Double samplingProbability,
        int spanCount,
        int errorCount,
        int missingCount,
        int depth,
        List<ServiceView> services,
        List<ResourceView> resources,
        List<ScopeView> scopes,
        List<SpanView> spans) {

    /** Most self time first. */
    record ServiceView(String service, int spanCount, int errorCount, long selfNanos) {}

    record ResourceView(String service, Attributes attributes, long droppedAttributes, String schemaUrl) {}

    record ScopeView(String name, String version, Attributes attributes, long droppedAttributes, String schemaUrl) {}

    static TraceView of(Trace trace) {
        return new TraceViewBuilder(trace).build();
    }
}
