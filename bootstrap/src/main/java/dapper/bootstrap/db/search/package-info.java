// SPDX-License-Identifier: Apache-2.0
/** Calls of search engines whose clients speak HTTP: Elasticsearch and OpenSearch. */
package dapper.bootstrap.db.search;
