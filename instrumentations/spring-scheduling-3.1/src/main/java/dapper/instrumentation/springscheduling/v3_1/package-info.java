// SPDX-License-Identifier: Apache-2.0
/** Runs of the scheduled methods of Spring 3.1 and newer. */
package dapper.instrumentation.springscheduling.v3_1;
