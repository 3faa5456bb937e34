// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.TraceFilter;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/traces}: finds traces, by filters that must hold on one span or by a query in TraceQL. */
final class SearchApi {
    private final TraceReader reader;
    private final SearchParameters parameters;

    SearchApi(TraceReader reader, SearchParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    SearchView search(Parameters given) {
        TraceQuery query = parameters.read(given);
        String text = given.text(TraceQlSearch.PARAMETER);
        if (text == null) {
            return SearchView.of(query, page(query, null), null);
        }
        TraceQlSearch search = TraceQlSearch.of(text, query);
        return SearchView.of(query, page(search.candidates(), search), search);
    }

    private SearchPage page(TraceQuery query, @Nullable TraceFilter filter) {
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
