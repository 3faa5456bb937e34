// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.ExporterKind;
import dapper.javaagent.export.ConsoleExporter;
import dapper.javaagent.export.OtlpExporter;
import dapper.javaagent.export.SpanExporter;
import dapper.javaagent.resource.Resource;
import dapper.javaagent.resource.ResourceDetector;

/** Makes the exporter that the operator chose, and says so in the one line that every start prints. */
final class ConfiguredExporters implements ExportLoop.ExporterFactory {
    private final AgentConfig config;

    ConfiguredExporters(AgentConfig config) {
        this.config = config;
    }

    @Override
    public boolean isReady() {
        return ApplicationLogging.isSettled();
    }

    @Override
    public SpanExporter create() {
        Resource resource = ResourceDetector.detect(config);
        AgentLog.info("agent " + AgentVersion.get() + " traces service '" + resource.serviceName() + "' to " + target()
                + ", sampler " + config.sampler());
        return config.exporter() == ExporterKind.CONSOLE
                ? new ConsoleExporter(System.err)
                : new OtlpExporter(config.otlp(), resource);
    }

    private String target() {
        if (config.exporter() == ExporterKind.CONSOLE) {
            return "the console";
        }
        return config.otlp().endpoint() + (config.otlp().isGrpc() ? " (grpc)" : " (http/protobuf)");
    }
}
