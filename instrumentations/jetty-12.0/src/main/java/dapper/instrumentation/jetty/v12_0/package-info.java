// SPDX-License-Identifier: Apache-2.0
/** Requests to Jetty 12, whose core is the same below every version of the servlet API and without servlets. */
package dapper.instrumentation.jetty.v12_0;
