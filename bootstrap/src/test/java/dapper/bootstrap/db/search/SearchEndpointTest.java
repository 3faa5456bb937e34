// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchEndpointTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "GET, /items/_search, search, items",
                "GET, items/_search?q=secret/_doc, search, items",
                "POST, '/items-*,-old/_search', search, 'items-*,-old'",
                "POST, /_search/scroll, search.scroll, none",
                "POST, /_search/secret, search, none",
                "POST, /_all/_search, search, _all",
                "POST, /_bulk, bulk, none",
                "POST, //items//_bulk/, bulk, items",
                "PUT, /items/_doc/_secret, index, items",
                "POST, /items/_doc, index, items",
                "HEAD, /items/_doc/7, exists, items",
                "DELETE, /items/_doc/7, delete, items",
                "GET, /items/_doc/7/_source, get, items",
                "POST, /items/_update/7, update, items",
                "GET, /items/_mget, mget, items",
                "PUT, /items/type/secret, index, items",
                "PUT, /items/type/secret/_update, update, items",
                "GET, /_cluster/health/items, cluster.health, none",
                "GET, /_cat/indices?v, cat.indices, none",
                "GET, /_cat/17, cat, none",
                "GET, /_snapshot/secret/secret, snapshot, none",
                "GET, /_tasks/node:17, tasks, none",
                "GET, /_UPPER, none, none",
                "GET, /items/_a1, none, items",
                "PUT, /items, indices.create, items",
                "DELETE, /items, indices.delete, items",
                "GET, /items, indices.get, items",
                "HEAD, /items, indices.exists, items",
                "POST, /items, none, items",
                "GET, /_, none, none",
                "GET, /_/_, none, none",
                "GET, _cat//, cat, none",
                "GET, /items/, indices.get, items",
                "GET, /, info, none",
                "HEAD, '', ping, none",
                "GET, '?v', info, none",
            })
    void derivesOperationAndIndexButNoIds(String method, String path, String operation, String index) {
        SearchEndpoint endpoint = SearchEndpoint.of(method, path);

        assertThat(endpoint.operation()).isEqualTo(operation);
        assertThat(endpoint.index()).isEqualTo(index);
    }
}
