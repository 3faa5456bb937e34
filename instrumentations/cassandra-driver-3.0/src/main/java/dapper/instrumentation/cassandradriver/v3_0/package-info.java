// SPDX-License-Identifier: Apache-2.0
/** Executions of the Java driver 3 of Cassandra. */
package dapper.instrumentation.cassandradriver.v3_0;
