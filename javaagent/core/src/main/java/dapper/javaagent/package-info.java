// SPDX-License-Identifier: Apache-2.0
/**
 * The entry point: {@link dapper.javaagent.DapperAgent}, in the application's class loader, makes the agent's classes
 * visible to the boot class loader and calls {@link dapper.javaagent.start.AgentStart}.
 */
package dapper.javaagent;
