// SPDX-License-Identifier: Apache-2.0
/** Calls of Lettuce. */
package dapper.instrumentation.lettuce.v5_0;
