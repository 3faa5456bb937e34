// SPDX-License-Identifier: Apache-2.0
/** The ids of a trace in the log events of the application. */
package dapper.bootstrap.logging;
