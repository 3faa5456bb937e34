// SPDX-License-Identifier: Apache-2.0
/** Requests to Jetty 9.0 to 11, with servlets of either package name or without servlets. */
package dapper.instrumentation.jetty.v9_0;
