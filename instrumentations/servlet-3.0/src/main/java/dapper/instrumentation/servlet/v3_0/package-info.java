// SPDX-License-Identifier: Apache-2.0
/** Requests to servlets and filters of the {@code javax.servlet} API, 3.0 to 4.0. */
package dapper.instrumentation.servlet.v3_0;
