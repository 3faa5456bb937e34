// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Prepares a search: which services, which partitions of their index, which terms in each. */
final class Searches {
    private static final int SERVICES_AT_ONCE = 32;

    private record Plan(List<IndexPartition> partitions, ScanPlan terms) {}

    private final Statements statements;
    private final SelectNames selectNames;
    private final SelectIndexPartitions selectPartitions;
    private final SelectServiceOrigins selectServiceOrigins;
    private final SelectSegments selectSegments;
    private final SelectTrace selectTrace;
    private final long mostRows;
    private final Duration mostTime;

    Searches(
            Statements statements,
            SelectNames selectNames,
            SelectOrigins selectOrigins,
            SelectTrace selectTrace,
            long mostRows,
            Duration mostTime) {
        this.statements = statements;
        this.selectNames = selectNames;
        this.selectPartitions = new SelectIndexPartitions(statements);
        this.selectServiceOrigins = new SelectServiceOrigins(statements, selectOrigins);
        this.selectSegments = new SelectSegments(statements);
        this.selectTrace = selectTrace;
        this.mostRows = mostRows;
        this.mostTime = mostTime;
    }

    /** Blocks until the page is there. */
    SearchPage search(TraceQuery query) {
        Cursor begin = Cursor.of(query);
        SearchBudget budget = new SearchBudget(mostRows, mostTime);
        // A matching span may have started up to the length of a segment before its row's place in the order.
        long to = Math.min(begin.position(), saturatedAdd(query.endUnixNanos(), Segments.LONGEST_NANOS));
        Map<Integer, List<SegmentScan>> scans = scans(query, query.startUnixNanos(), to);
        return new TraceSearch(query, begin, new SegmentWalk(scans), selectTrace, budget).page();
    }

    private Map<Integer, List<SegmentScan>> scans(TraceQuery query, long from, long to) {
        List<Statement<?>> ordered = new ArrayList<>();
        List<Integer> buckets = new ArrayList<>();
        for (Plan plan : plans(query, from, to)) {
            for (IndexPartition partition : plan.partitions()) {
                List<Set<String>> terms = partition.isListed()
                        ? plan.terms().scans()
                        : ScanPlan.everything().scans();
                for (Set<String> scan : terms) {
                    ordered.add(selectSegments.statement(partition, scan, query.minDurationNanos(), from, to));
                    buckets.add(partition.bucket());
                }
            }
        }
        Map<Integer, List<SegmentScan>> scans = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            scans.computeIfAbsent(buckets.get(i), bucket -> new ArrayList<>())
                    .add(new SegmentScan(statements, ordered.get(i), firstPage(query.limit())));
        }
        return scans;
    }

    private static int firstPage(int limit) {
        return Math.max(20, Math.min(1_000, 2 * limit));
    }

    private List<Plan> plans(TraceQuery query, long from, long to) {
        List<String> services = query.service() == null
                ? selectNames.services().toCompletableFuture().join()
                : List.of(query.service());
        List<Plan> plans = new ArrayList<>();
        for (int first = 0; first < services.size(); first += SERVICES_AT_ONCE) {
            List<CompletableFuture<Plan>> some =
                    services.subList(first, Math.min(services.size(), first + SERVICES_AT_ONCE)).stream()
                            .map(service -> plan(query, service, from, to).toCompletableFuture())
                            .toList();
            some.forEach(plan -> plans.add(plan.join()));
        }
        return plans;
    }

    private CompletionStage<Plan> plan(TraceQuery query, String service, long from, long to) {
        CompletionStage<ScanPlan> terms = query.tags().isEmpty()
                ? CompletableFuture.completedFuture(ScanPlan.of(query, Map.of()))
                : selectServiceOrigins
                        .read(service)
                        .thenApply(resources -> resources
                                .map(known -> ScanPlan.of(query, known))
                                .orElseGet(ScanPlan::everything));
        return selectPartitions
                .read(service, IndexPartition.bucket(from), IndexPartition.bucket(to))
                .thenCombine(terms, Plan::new);
    }

    private static long saturatedAdd(long a, long b) {
        long sum = a + b;
        return sum < a ? Long.MAX_VALUE : sum;
    }
}
