// SPDX-License-Identifier: Apache-2.0
/** Contexts in the futures of Vert.x 5. */
package dapper.instrumentation.vertx.v5_0;
