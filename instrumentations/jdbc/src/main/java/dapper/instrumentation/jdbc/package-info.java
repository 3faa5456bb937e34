// SPDX-License-Identifier: Apache-2.0
/** Spans of database calls through any JDBC driver and any pool around it. */
package dapper.instrumentation.jdbc;
