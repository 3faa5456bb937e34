// SPDX-License-Identifier: Apache-2.0
/** The agent's reports about itself: metrics for the collector, and lines about the collector for the operator. */
package dapper.javaagent.report;
