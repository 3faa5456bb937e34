// SPDX-License-Identifier: Apache-2.0
/** Calls of clients of Redis. */
package dapper.bootstrap.db.redis;
