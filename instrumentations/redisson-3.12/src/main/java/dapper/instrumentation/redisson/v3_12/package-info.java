// SPDX-License-Identifier: Apache-2.0
/** Commands and batches of Redisson. */
package dapper.instrumentation.redisson.v3_12;
