// SPDX-License-Identifier: Apache-2.0
/** Calls of Jedis. */
package dapper.instrumentation.jedis.v4_0;
