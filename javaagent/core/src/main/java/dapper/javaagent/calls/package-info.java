// SPDX-License-Identifier: Apache-2.0
/** Exact metrics of every call, sampled or not: counted on the application's threads, sent interval by interval. */
package dapper.javaagent.calls;
