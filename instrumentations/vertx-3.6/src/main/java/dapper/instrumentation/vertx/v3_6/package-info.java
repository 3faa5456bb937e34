// SPDX-License-Identifier: Apache-2.0
/** Contexts in the callbacks of Vert.x 3, and the routes of Vert.x Web. */
package dapper.instrumentation.vertx.v3_6;
