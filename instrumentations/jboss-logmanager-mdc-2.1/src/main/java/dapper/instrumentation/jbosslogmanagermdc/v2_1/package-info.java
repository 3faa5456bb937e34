// SPDX-License-Identifier: Apache-2.0
/** The ids of the trace in the MDC of log records of JBoss LogManager. */
package dapper.instrumentation.jbosslogmanagermdc.v2_1;
