// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.TraceFilter;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;

/** {@code GET /api/v1/traces}: finds traces, by filters that must hold on one span or by a query in TraceQL. */
final class SearchApi {
    private final TraceReader reader;
    private final SearchParameters parameters;

    SearchApi(TraceReader reader, SearchParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    SearchView search(Parameters given) {
        TraceQuery range = parameters.read(given);
        TraceQlSearch search = TraceQlSearch.of(given, range);
        SearchPage page = page(search.candidates(), search);
        String next = page.nextCursor() == null ? null : NextPage.path(given, range, page.nextCursor());
        return SearchView.of(range, page, search, next);
    }

    private SearchPage page(TraceQuery query, TraceFilter filter) {
        try {
            return reader.search(query, filter);
        } catch (IllegalArgumentException e) {
            if (query.cursor() == null) {
                throw e;
            }
            throw ProblemException.badParameter(
                    "cursor", "The cursor is not one that a page of this same search gave: search again without it.");
        }
    }
}
