// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;

/** {@code GET /api/v1/traces}: finds traces. */
final class SearchApi {
    private final TraceReader reader;
    private final SearchParameters parameters;

    SearchApi(TraceReader reader, SearchParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    SearchView search(Parameters given) {
        TraceQuery query = parameters.read(given);
        return SearchView.of(query, page(query));
    }

    private SearchPage page(TraceQuery query) {
        try {
            return reader.search(query);
        } catch (IllegalArgumentException e) {
            if (query.cursor() == null) {
                throw e;
            }
            throw ProblemException.badParameter(
                    "cursor", "The cursor is not one that a page of this same search gave: search again without it.");
        }
    }
}
