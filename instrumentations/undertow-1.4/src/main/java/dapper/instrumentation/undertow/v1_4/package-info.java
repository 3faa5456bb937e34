// SPDX-License-Identifier: Apache-2.0
/** Requests to Undertow, from 1.4 on, with servlets of either package name or without servlets. */
package dapper.instrumentation.undertow.v1_4;
