// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.TenantStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The traces of a real Cassandra, to which a test adds spans, and from which it withholds answers. */
public final class StoredTraces implements TraceReader {
    /** As a collector gets them in some requests. */
    private static final int SPANS_OF_A_WRITE = 2_000;

    private final SpanWriter writer;
    private final TraceReader reader;

    private volatile boolean down;
    private volatile int mostNames = Integer.MAX_VALUE;
    private volatile String incompleteReason = "";

    public StoredTraces(TenantStorage storage) {
        this.writer = storage.writer();
        this.reader = storage.reader();
    }

    /** Stores spans, and returns when they are found. */
    public StoredTraces add(List<Span> spans) {
        Map<TraceId, List<Span>> traces =
                spans.stream().collect(Collectors.groupingBy(Span::traceId, LinkedHashMap::new, Collectors.toList()));
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        traces.forEach((id, all) -> {
            for (int from = 0; from < all.size(); from += SPANS_OF_A_WRITE) {
                List<Span> some = List.copyOf(all.subList(from, Math.min(all.size(), from + SPANS_OF_A_WRITE)));
                writes.add(writer.write(id, some).toCompletableFuture());
            }
        });
        writes.forEach(write -> write.orTimeout(60, TimeUnit.SECONDS).join());
        return this;
    }

    /** From now on nothing is answered, or all again. */
    public void goDown(boolean value) {
        down = value;
    }

    /** From now on searches are incomplete. */
    public void stopEarly(String reason) {
        incompleteReason = reason;
    }

    /** Lists no more names than this from now on. */
    public void listAtMost(int names) {
        mostNames = names;
    }

    private TraceReader reader() {
        if (down) {
            throw new StorageUnavailableException("no node answers", null);
        }
        return reader;
    }

    private <T> NameList<T> cut(NameList<T> all) {
        return all.names().size() <= mostNames
                ? all
                : new NameList<>(all.names().subList(0, mostNames), false);
    }

    @Override
    public boolean spans(TraceId traceId, SpanPages pages) {
        return reader().spans(traceId, pages);
    }

    @Override
    public NameList<String> services() {
        return cut(reader().services());
    }

    @Override
    public NameList<Operation> operations(String service) {
        return cut(reader().operations(service));
    }

    @Override
    public NameList<Resource> resources(String service) {
        return cut(reader().resources(service));
    }

    @Override
    public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
        SearchPage page = reader().search(query, filter);
        String reason = incompleteReason;
        return reason.isEmpty()
                ? page
                : new SearchPage(page.traces(), page.nextCursor(), false, reason, page.indexRowsRead());
    }
}
