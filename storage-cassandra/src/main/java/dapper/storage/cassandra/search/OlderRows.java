// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.NameList;
import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import dapper.storage.cassandra.codec.IndexPartition;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The rows of the index before schema 4, which collectors of that version write: the services, the partitions of their
 * index, and the terms in each. The last rows expire one retention after the last such collector has ended.
 */
final class OlderRows {
    /** Each takes two reads and, for a short time, the memory of all its resources. */
    private static final int SERVICES_AT_ONCE = 12;

    /** The spans of one row start within this time. */
    private static final long LONGEST_ROW_NANOS = TimeUnit.SECONDS.toNanos(60);

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
    private final PreparedStatement selectAny;

    OlderRows(Statements statements, SelectNames selectNames, SelectOrigins selectOrigins) {
        this.statements = statements;
        this.selectNames = selectNames;
        this.selectPartitions = new SelectIndexPartitions(statements);
        this.selectServiceOrigins = new SelectServiceOrigins(statements, selectOrigins);
        this.selectIndexRows = new SelectIndexRows(statements);
        this.selectAny = statements.prepare("SELECT service FROM ${keyspace}.segment_partition LIMIT 1");
    }

    /** Returns whether there are any; asked with each search, because an older collector may begin at any time. */
    boolean exist(Deadline deadline) {
        return deadline.await(statements.execute(selectAny.bind(), deadline)).one() != null;
    }

    /**
     * A walk through the rows.
     *
     * @param services how many services it covers, if there are more; 0 if it covers all
     */
    record Walk(IndexWalk rows, int services) {
        /** Marks a page as incomplete if there are services that the walk does not cover. */
        SearchPage mark(SearchPage page) {
            return services == 0 ? page : ofTheFirst(services, page);
        }
    }

    /** @throws Deadline.TimeOverException if the walk is not ready in time */
    Walk walk(TraceQuery query, long position, Deadline deadline) {
        // A matching span may have started before the position of its row, by at most the length of a row.
        long to = Math.min(position, saturatedAdd(query.endUnixNanos(), LONGEST_ROW_NANOS));
        RowConditions conditions = RowConditions.of(query.predicate());
        Wanted wanted =
                new Wanted(conditions, query.startUnixNanos(), to, query.endUnixNanos(), firstPage(query.limit()));
        NameList<String> services = services(conditions, deadline);
        IndexWalk rows = new IndexWalk(partitions(wanted, services.names(), deadline), to, deadline);
        return new Walk(rows, services.complete() ? 0 : services.names().size());
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
