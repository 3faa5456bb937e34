// SPDX-License-Identifier: Apache-2.0
/** Executions of the Java driver 4 of Cassandra. */
package dapper.instrumentation.cassandradriver.v4_0;
