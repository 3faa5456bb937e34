// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.javaagent.calls.CallMetrics;
import dapper.javaagent.calls.CallReporter;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.ExporterKind;
import dapper.javaagent.deliver.Destination;
import dapper.javaagent.deliver.ExportLoop;
import dapper.javaagent.export.ConsoleSender;
import dapper.javaagent.export.OtlpSender;
import dapper.javaagent.export.RefusingSender;
import dapper.javaagent.export.Sender;
import dapper.javaagent.report.InstrumentationMetrics;
import dapper.javaagent.report.MetricsSource;
import dapper.javaagent.report.SamplingMetrics;
import dapper.javaagent.resource.Resource;
import dapper.javaagent.resource.ResourceDetector;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.weave.InstrumentationState;
import dapper.javaagent.weave.Instrumentations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the export as configured, and prints its destination in the one line that every start logs. */
final class ExportSetup implements ExportLoop.Setup {
    private final AgentConfig config;
    private final HeadSampler sampler;
    private final ClassLoader grpcLoader;
    private final CallMetrics calls;
    private @Nullable CallReporter reporter;

    /** Set before the export thread starts; null if nothing is woven. */
    @Nullable
    Instrumentations instrumentations;

    ExportSetup(AgentConfig config, HeadSampler sampler, ClassLoader grpcLoader, CallMetrics calls) {
        this.config = config;
        this.sampler = sampler;
        this.grpcLoader = grpcLoader;
        this.calls = calls;
    }

    @Override
    public boolean isReady() {
        return ApplicationLogging.isSettled();
    }

    @Override
    public Destination destination() {
        try {
            Resource resource = ResourceDetector.detect(config);
            AgentLog.info("agent " + AgentVersion.get() + " traces service '" + resource.serviceName() + "' to "
                    + target() + ", sampler " + config.sampler() + instrumentations());
            return new Destination(resource, sender());
        } catch (Throwable e) {
            return new Destination(Resource.EMPTY, new RefusingSender("the exporter cannot start: " + e));
        }
    }

    private Sender sender() {
        return isConsole() ? new ConsoleSender(System.err) : new OtlpSender(config, grpcLoader);
    }

    private boolean isConsole() {
        return config.exporter() == ExporterKind.CONSOLE;
    }

    private String target() {
        return isConsole()
                ? "the console"
                : config.otlp().endpoint() + (config.otlp().isGrpc() ? " (grpc)" : " (http/protobuf)");
    }

    /** The number of instrumentations; in debug, also their names. */
    private String instrumentations() {
        if (instrumentations == null) {
            return "";
        }
        int enabled = 0;
        int disabled = 0;
        StringBuilder names = new StringBuilder();
        for (InstrumentationState each : instrumentations.states()) {
            if (each.state() == InstrumentationState.State.DISABLED) {
                disabled++;
            } else {
                enabled++;
                names.append(names.length() == 0 ? ": " : ", ").append(each.name());
            }
        }
        return ", " + enabled + " instrumentations" + (disabled == 0 ? "" : " (" + disabled + " disabled)")
                + (AgentLog.isDebug() ? names : "");
    }

    @Override
    public List<MetricsSource> metrics() {
        List<MetricsSource> sources = new ArrayList<>(2);
        sources.add(new SamplingMetrics(config.sampler().toString(), sampler));
        if (instrumentations != null) {
            sources.add(new InstrumentationMetrics(instrumentations));
        }
        return sources;
    }

    @Override
    public @Nullable CallReporter calls(Destination destination, long startEpochNanos) {
        if (reporter == null) {
            reporter = CallReporter.start(calls, config, destination.sender(), destination.resource(), startEpochNanos);
        }
        return reporter;
    }
}
