// SPDX-License-Identifier: Apache-2.0
/** Operations of XMemcached. */
package dapper.instrumentation.xmemcached.v2_0;
