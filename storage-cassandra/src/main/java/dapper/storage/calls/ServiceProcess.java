// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

/**
 * A process that counts calls, as its resource describes it.
 *
 * @param instance identifies it within the service
 * @param version of the service; empty if unknown, as are the following
 * @param language such as {@code java}
 * @param agent name and version of the agent or SDK
 */
public record ServiceProcess(String service, String instance, String version, String language, String agent) {}
