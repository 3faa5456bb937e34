// SPDX-License-Identifier: Apache-2.0
/** The ids of the trace in the MDC of log events of Log4j 1.2 and reload4j. */
package dapper.instrumentation.log4jmdc.v1_2;
