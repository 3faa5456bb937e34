// SPDX-License-Identifier: Apache-2.0
/** Operations of spymemcached. */
package dapper.instrumentation.spymemcached.v2_12;
