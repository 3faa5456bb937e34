// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Puts the resource together: what the operator said wins over what we found out. Reads files: not for premain. */
public final class ResourceDetector {
    private ResourceDetector() {}

    public static Resource detect(AgentConfig config) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(Resource.SERVICE_NAME, "unknown_service:java");
        attributes.put("service.instance.id", UUID.randomUUID().toString());
        attributes.put("telemetry.sdk.name", "dapper");
        attributes.put("telemetry.sdk.language", "java");
        attributes.put("telemetry.sdk.version", AgentVersion.get());
        attributes.putAll(config.resourceAttributes());
        String serviceName = config.serviceName();
        if (serviceName != null) {
            attributes.put(Resource.SERVICE_NAME, serviceName);
        }
        return new Resource(attributes);
    }
}
