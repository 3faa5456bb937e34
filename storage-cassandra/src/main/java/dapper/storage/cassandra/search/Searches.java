// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.NameList;
import dapper.storage.SearchPage;
import dapper.storage.TraceFilter;
import dapper.storage.TraceQuery;
import dapper.storage.cassandra.codec.IndexPartition;
import dapper.storage.cassandra.codec.IndexRows;
import dapper.storage.cassandra.codec.RowConditions;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prepares a search: chooses the services, the partitions of their index, and the terms in each. */
final class Searches {
    /** Each takes two reads and, for a short time, the memory of all its resources. */
    private static final int SERVICES_AT_ONCE = 12;

    private record Plan(List<IndexPartition> partitions, ScanPlan terms) {}

    /**
     * The rows to read.
     *
     * @param from least {@code last_start}, inclusive
     * @param to greatest {@code last_start}, inclusive
     * @param endUnixNanos the latest start of a span that matches, exclusive
     * @param firstPage rows
     */
    private record Wanted(RowConditions conditions, long from, long to, long endUnixNanos, int firstPage) {
        Candidate candidate(Row row) {
            return Candidate.from(row, conditions, endUnixNanos);
        }
    }

    private final Statements statements;
    private final SelectNames selectNames;
    private final SelectIndexPartitions selectPartitions;
    private final SelectServiceOrigins selectServiceOrigins;
    private final SelectIndexRows selectIndexRows;
    private final SelectTrace selectTrace;
    private final Supplier<SearchBudget> budgets;

    Searches(
            Statements statements,
            SelectNames selectNames,
            SelectOrigins selectOrigins,
            SelectTrace selectTrace,
            Supplier<SearchBudget> budgets) {
        this.statements = statements;
        this.selectNames = selectNames;
        this.selectPartitions = new SelectIndexPartitions(statements);
        this.selectServiceOrigins = new SelectServiceOrigins(statements, selectOrigins);
        this.selectIndexRows = new SelectIndexRows(statements);
        this.selectTrace = selectTrace;
        this.budgets = budgets;
    }

    /** Blocks until the page is complete or the time is over. */
    SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
        Cursor begin = Cursor.of(query, filter);
        SearchBudget budget = budgets.get();
        // A matching span may have started before the position of its row, by at most the length of a row.
        long to = Math.min(begin.position(), saturatedAdd(query.endUnixNanos(), IndexRows.LONGEST_NANOS));
        if (query.traceId() != null) {
            OneTrace only = new OneTrace(query.traceId(), to);
            return new TraceSearch(query, filter, begin, only, selectTrace, budget).page();
        }
        RowConditions conditions = RowConditions.of(query.predicate());
        Wanted wanted =
                new Wanted(conditions, query.startUnixNanos(), to, query.endUnixNanos(), firstPage(query.limit()));
        NameList<String> services;
        NavigableMap<Integer, List<Supplier<List<IndexScan>>>> partitions;
        try {
            services = services(conditions, budget.deadline());
            partitions = partitions(wanted, services.names(), budget.deadline());
        } catch (Deadline.TimeOverException e) {
            // Another page would have to repeat the same work, so there is none.
            return new SearchPage(List.of(), null, false, budget.exhausted(0) + "; narrow the search", 0);
        }
        IndexWalk walk = new IndexWalk(partitions, to, budget.deadline());
        SearchPage page = new TraceSearch(query, filter, begin, walk, selectTrace, budget).page();
        return services.complete() ? page : ofTheFirst(services.names().size(), page);
    }

    private NameList<String> services(RowConditions conditions, Deadline deadline) {
        return conditions.service() == null
                ? deadline.await(selectNames.services(deadline))
                : new NameList<>(List.of(conditions.service()), true);
    }

    private static SearchPage ofTheFirst(int services, SearchPage page) {
        String reason = "there are more services than the first " + services + " that were searched; name one";
        return new SearchPage(
                page.traces(),
                page.nextCursor(),
                false,
                page.complete() ? reason : page.incompleteReason() + "; " + reason,
                page.indexRowsRead());
    }

    private NavigableMap<Integer, List<Supplier<List<IndexScan>>>> partitions(
            Wanted wanted, List<String> services, Deadline deadline) {
        NavigableMap<Integer, List<Supplier<List<IndexScan>>>> partitions = new TreeMap<>();
        for (Plan plan : plans(wanted, services, deadline)) {
            for (IndexPartition partition : plan.partitions()) {
                partitions
                        .computeIfAbsent(partition.bucket(), bucket -> new ArrayList<>())
                        .add(() -> scans(plan, partition, wanted, deadline));
            }
            if (deadline.isOver()) {
                throw new Deadline.TimeOverException();
            }
        }
        return partitions;
    }

    private List<IndexScan> scans(Plan plan, IndexPartition partition, Wanted wanted, Deadline deadline) {
        ScanPlan terms = partition.isListed() ? plan.terms() : ScanPlan.everything();
        return terms.scans().stream()
                .map(scan -> new IndexScan(
                        statements,
                        selectIndexRows.statement(
                                partition, scan, wanted.conditions().minDurationNanos(), wanted.from(), wanted.to()),
                        wanted::candidate,
                        wanted.firstPage(),
                        deadline))
                .toList();
    }

    private static int firstPage(int limit) {
        return Math.max(20, Math.min(1_000, 2 * limit));
    }

    private List<Plan> plans(Wanted wanted, List<String> services, Deadline deadline) {
        List<Plan> plans = new ArrayList<>();
        for (int first = 0; first < services.size(); first += SERVICES_AT_ONCE) {
            List<CompletableFuture<Plan>> some =
                    services.subList(first, Math.min(services.size(), first + SERVICES_AT_ONCE)).stream()
                            .map(service -> plan(wanted, service, deadline).toCompletableFuture())
                            .toList();
            some.forEach(plan -> plans.add(deadline.await(plan)));
        }
        return plans;
    }

    private CompletionStage<Plan> plan(Wanted wanted, String service, Deadline deadline) {
        RowConditions conditions = wanted.conditions();
        CompletionStage<ScanPlan> terms = conditions.tags().isEmpty()
                ? CompletableFuture.completedFuture(ScanPlan.of(conditions, Map.of()))
                : selectServiceOrigins
                        .read(service, deadline)
                        .thenApply(resources -> resources
                                .map(known -> ScanPlan.of(conditions, known))
                                .orElseGet(ScanPlan::everything));
        return selectPartitions
                .read(service, IndexPartition.bucket(wanted.from()), IndexPartition.bucket(wanted.to()), deadline)
                .thenCombine(terms, Plan::new);
    }

    private static long saturatedAdd(long a, long b) {
        long sum = a + b;
        return sum < a ? Long.MAX_VALUE : sum;
    }
}
