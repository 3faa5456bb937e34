// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.Tenant;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/traces}: finds traces, by filters that must hold on one span or by a query in TraceQL. */
final class SearchApi {
    private final TraceReader reader;
    private final SearchParameters parameters;
    private final Tenant tenant;
    private final SortedOrders orders;

    /** @param orders those of all tenants */
    SearchApi(TraceReader reader, SearchParameters parameters, Tenant tenant, SortedOrders orders) {
        this.reader = reader;
        this.parameters = parameters;
        this.tenant = tenant;
        this.orders = orders;
    }

    SearchView search(Parameters given, AnswerMemory.Share memory) {
        TraceQuery range = parameters.read(given);
        TraceOrder order = SearchParameters.order(given);
        TraceQlSearch search = TraceQlSearch.of(given, range);
        if (order.equals(TraceOrder.NEWEST_FIRST)) {
            SearchPage page = page(range, () -> reader.search(search.candidates(), search));
            return view(given, range, page, search, order, null);
        }
        SortedTraces.Answer answer = page(range, () -> sorted(range, search, order, memory));
        return view(given, range, answer.page(), search, order, answer.found());
    }

    private SortedTraces.Answer sorted(
            TraceQuery range, TraceQlSearch search, TraceOrder order, AnswerMemory.Share memory) {
        SortedOrders.Search sorted =
                new SortedOrders.Search(tenant, search.identity(), range.startUnixNanos(), range.endUnixNanos(), order);
        @Nullable String cursor = range.cursor();
        SortedOrders.@Nullable Order known = cursor == null ? null : orders.of(sorted);
        if (cursor != null && known != null) {
            return new OrderedPage(search, order, System::nanoTime).read(known, order.place(cursor), reader, range);
        }
        SortedTraces.Answer answer = new SortedTraces(search, order, System::nanoTime).read(reader, range, memory);
        if (answer.order() != null) {
            orders.keep(sorted, answer.order());
        }
        return answer;
    }

    private static SearchView view(
            Parameters given,
            TraceQuery range,
            SearchPage page,
            TraceQlSearch search,
            TraceOrder order,
            @Nullable Integer found) {
        String next = page.nextCursor() == null ? null : NextPage.path(given, range, order, page.nextCursor());
        return SearchView.of(range, page, search, order, found, next);
    }

    private static <T> T page(TraceQuery query, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            if (query.cursor() == null) {
                throw e;
            }
            throw ProblemException.badParameter(
                    "cursor", "The cursor is not one that a page of this same search gave: search again without it.");
        }
    }
}
