// SPDX-License-Identifier: Apache-2.0
/** The ids of the trace in the MDC of log events of Logback. */
package dapper.instrumentation.logbackmdc.v1_0;
