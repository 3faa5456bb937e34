// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.function.Function;

/**
 * A process that counts calls, as its resource describes it.
 *
 * @param instance identifies it within the service
 * @param version of the service; empty if unknown, as are the following
 * @param language such as {@code java}
 * @param agent name and version of the agent or SDK
 */
public record ServiceProcess(String service, String instance, String version, String language, String agent) {
    /**
     * Returns the instance of a process: its id, or its host and process id where the sender gave none.
     *
     * @param attributes the text of an attribute of its resource; empty for one that is not there
     */
    public static String instance(Function<String, String> attributes) {
        String id = attributes.apply("service.instance.id");
        return id.isEmpty() ? attributes.apply("host.name") + ':' + attributes.apply("process.pid") : id;
    }
}
