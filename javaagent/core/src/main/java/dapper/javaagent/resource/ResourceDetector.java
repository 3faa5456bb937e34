// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentVersion;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the resource; the operator's settings override detected values. Reads files, so it runs on the export
 * thread and not in premain.
 */
public final class ResourceDetector {
    private static final String UNKNOWN_SERVICE = "unknown_service:java";

    private ResourceDetector() {}

    public static Resource detect(AgentConfig config) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(Resource.SERVICE_NAME, UNKNOWN_SERVICE);
        attributes.put("service.instance.id", UUID.randomUUID().toString());
        attributes.put("telemetry.sdk.name", "dapper");
        attributes.put("telemetry.sdk.language", "java");
        attributes.put("telemetry.sdk.version", AgentVersion.get());
        attributes.put("telemetry.distro.name", "dapper-javaagent");
        attributes.put("telemetry.distro.version", AgentVersion.get());
        ProcessAttributes.addTo(attributes);
        HostAttributes.addTo(attributes);
        attributes.putAll(config.resourceAttributes());
        String serviceName = serviceName(config);
        if (serviceName != null) {
            attributes.put(Resource.SERVICE_NAME, serviceName);
        }
        return new Resource(attributes);
    }

    private static @Nullable String serviceName(AgentConfig config) {
        String configured = config.serviceName();
        if (configured != null || config.resourceAttributes().containsKey(Resource.SERVICE_NAME)) {
            return configured;
        }
        String spring = SpringApplicationName.find();
        return spring == null ? serviceName(LaunchCommand.ofThisJvm()) : spring;
    }

    /** Returns null if the JVM was not started by a command, but by a program that embeds a JVM. */
    static @Nullable String serviceName(LaunchCommand launch) {
        String server = new ApplicationServer(launch).serviceName();
        if (server != null) {
            return server;
        }
        File jar = launch.jar();
        // The whole name: many main classes are called Main or Application.
        return jar == null ? launch.mainClass() : MainJar.serviceName(jar);
    }
}
