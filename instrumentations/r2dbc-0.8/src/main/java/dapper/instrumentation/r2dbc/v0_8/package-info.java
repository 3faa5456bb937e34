// SPDX-License-Identifier: Apache-2.0
/** Executions of statements by drivers of R2DBC. */
package dapper.instrumentation.r2dbc.v0_8;
