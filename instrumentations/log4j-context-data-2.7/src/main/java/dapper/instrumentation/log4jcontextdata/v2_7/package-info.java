// SPDX-License-Identifier: Apache-2.0
/** The ids of the trace in the context data of log events of Log4j 2. */
package dapper.instrumentation.log4jcontextdata.v2_7;
