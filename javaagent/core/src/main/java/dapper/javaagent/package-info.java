// SPDX-License-Identifier: Apache-2.0
/**
 * How the agent starts: {@link dapper.javaagent.DapperAgent} in the application's class loader opens the agent's own one,
 * in which {@link dapper.javaagent.AgentStart} starts recording and weaving.
 */
package dapper.javaagent;
