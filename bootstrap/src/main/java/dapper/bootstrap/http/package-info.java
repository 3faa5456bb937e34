// SPDX-License-Identifier: Apache-2.0
/** What all HTTP servers and clients have in common: spans by OpenTelemetry's stable semantic conventions. */
package dapper.bootstrap.http;
