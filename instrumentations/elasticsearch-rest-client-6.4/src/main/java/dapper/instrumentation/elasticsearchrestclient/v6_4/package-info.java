// SPDX-License-Identifier: Apache-2.0
/** Calls of the low-level REST clients of Elasticsearch and OpenSearch. */
package dapper.instrumentation.elasticsearchrestclient.v6_4;
