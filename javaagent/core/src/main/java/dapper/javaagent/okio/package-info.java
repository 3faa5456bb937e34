// SPDX-License-Identifier: Apache-2.0
/** What stands in the agent's jar for a class of okio, the buffers under gRPC. */
package dapper.javaagent.okio;
