// SPDX-License-Identifier: Apache-2.0
/** Runs of scheduled jobs. */
package dapper.bootstrap.job;
