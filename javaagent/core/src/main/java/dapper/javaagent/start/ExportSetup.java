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
import dapper.javaagent.weave.ModuleState;

/** Makes the exporter that the operator chose, and names it in the one line that every start prints. */
final class ConfiguredExporters implements ExportLoop.ExporterFactory {
    private final AgentConfig config;
    private final AgentFacts facts;
    private final ClassLoader grpcLoader;

    ConfiguredExporters(AgentFacts facts, ClassLoader grpcLoader) {
        this.config = facts.config;
        this.facts = facts;
        this.grpcLoader = grpcLoader;
    }

    @Override
    public boolean isReady() {
        return ApplicationLogging.isSettled();
    }

    @Override
    public SpanExporter create() {
        Resource resource = ResourceDetector.detect(config);
        AgentLog.info("agent " + AgentVersion.get() + " traces service '" + resource.serviceName() + "' to " + target()
                + ", sampler " + config.sampler() + modules());
        return config.exporter() == ExporterKind.CONSOLE
                ? new ConsoleExporter(System.err)
                : new OtlpExporter(config, resource, grpcLoader);
    }

    /** The number of traceable libraries; in debug, also their names. */
    private String modules() {
        if (facts.modules == null) {
            return "";
        }
        int enabled = 0;
        int disabled = 0;
        StringBuilder names = new StringBuilder();
        for (ModuleState module : facts.modules.modules()) {
            if (module.state() == ModuleState.State.DISABLED) {
                disabled++;
            } else {
                enabled++;
                names.append(names.length() == 0 ? ": " : ", ").append(module.name());
            }
        }
        return ", " + enabled + " modules" + (disabled == 0 ? "" : " (" + disabled + " disabled)")
                + (AgentLog.isDebug() ? names : "");
    }

    private String target() {
        if (config.exporter() == ExporterKind.CONSOLE) {
            return "the console";
        }
        return config.otlp().endpoint() + (config.otlp().isGrpc() ? " (grpc)" : " (http/protobuf)");
    }
}
