// SPDX-License-Identifier: Apache-2.0
/** Runs of the jobs of Quartz 2. */
package dapper.instrumentation.quartz.v2_0;
