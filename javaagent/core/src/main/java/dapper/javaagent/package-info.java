// SPDX-License-Identifier: Apache-2.0
/**
 * The start of the agent: {@link dapper.javaagent.DapperAgent} in the application's class loader makes the agent's own
 * loader, and {@link dapper.javaagent.AgentStart} starts recording and weaving.
 */
package dapper.javaagent;
