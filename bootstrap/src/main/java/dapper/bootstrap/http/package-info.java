// SPDX-License-Identifier: Apache-2.0
/** The common parts of all HTTP servers and clients: spans by OpenTelemetry's stable semantic conventions. */
package dapper.bootstrap.http;
