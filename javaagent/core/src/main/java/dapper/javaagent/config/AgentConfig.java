// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.bootstrap.Limits;
import dapper.bootstrap.http.CapturedHeaders;
import dapper.javaagent.api.MethodRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of the operator's settings, read once in premain; immutable. The names are OpenTelemetry's {@code otel.*}
 * properties and {@code OTEL_*} variables; {@code dapper.*} only where OpenTelemetry has none.
 */
public final class AgentConfig {
    public static final String BESIDE_OTHERS = "dapper.javaagent.beside-others";

    private final ConfigReader reader;
    private final boolean enabled;
    private final @Nullable String serviceName;
    private final Map<String, String> resourceAttributes;
    private final PropagatorsConfig propagators;
    private final SamplerConfig sampler;
    private final ExporterKind exporter;
    private final OtlpConfig otlp;
    private final QueueConfig queue;
    private final Limits limits;
    private final LogIdNames logIdNames;
    private final String logEvents;
    private final boolean instrumentationsEnabled;
    private final MethodRules methods;
    private final Map<String, String> peerServices;
    private final Map<CapturedHeaders, List<String>> capturedHeaders;
    private final boolean urlTemplates;
    private final ExclusionsConfig exclusions;
    private final boolean besideOthers;
    private final @Nullable String dumpDirectory;
    private @Nullable MetricsConfig metrics;

    private AgentConfig(ConfigReader reader) {
        this.reader = reader;
        this.enabled = reader.flag("otel.javaagent.enabled", true) && !reader.flag("otel.sdk.disabled", false);
        this.serviceName = reader.text("otel.service.name");
        this.resourceAttributes = reader.map("otel.resource.attributes");
        this.propagators = PropagatorsConfig.read(reader);
        this.sampler = SamplerConfig.read(reader);
        this.exporter = ExporterKind.read(reader);
        this.otlp = OtlpConfig.read(reader);
        this.queue = QueueConfig.read(reader);
        this.limits = limits(reader);
        this.logIdNames = LogIdNames.read(reader);
        this.logEvents = reader.choice("dapper.logging.span-events", "none", "error", "warn", "info");
        this.instrumentationsEnabled = reader.flag("otel.instrumentation.common.default-enabled", true);
        this.methods = MethodRulesConfig.read(reader);
        this.peerServices = PeerServicesConfig.read(reader);
        this.capturedHeaders = CapturedHeadersConfig.read(reader);
        this.urlTemplates = reader.flag("otel.instrumentation.http.client.emit-experimental-telemetry", false);
        this.exclusions = ExclusionsConfig.read(reader);
        this.besideOthers = reader.flag(BESIDE_OTHERS, false);
        this.dumpDirectory = reader.text("dapper.javaagent.dump");
    }

    /** @param agentArguments the text after {@code =} in the {@code -javaagent} flag, or null */
    public static AgentConfig load(@Nullable String agentArguments) {
        return read(new ConfigSource(AgentArguments.parse(agentArguments), System.getProperties(), System.getenv()));
    }

    static AgentConfig read(ConfigSource source) {
        ConfigFile.addTo(source);
        ConfigReader reader = new ConfigReader(source);
        AgentLog.level(LogLevel.read(reader));
        if (AgentLog.isDebug()) {
            source.trace(new ConfigTrace());
            // Read before the trace existed.
            LogLevel.read(reader);
            source.get(ConfigFile.SETTING);
        }
        return new AgentConfig(reader);
    }

    private static Limits limits(ConfigReader reader) {
        int valueLength = reader.integer("otel.attribute.value.length.limit", 1_024, 1, 1 << 20);
        int attributes = reader.integer("otel.attribute.count.limit", 128, 0, 1_024);
        return new Limits(
                reader.integer("otel.span.attribute.value.length.limit", valueLength, 1, 1 << 20),
                reader.integer("otel.span.attribute.count.limit", attributes, 0, 1_024),
                reader.integer("otel.span.event.count.limit", 128, 0, 1_024),
                reader.integer("otel.span.link.count.limit", 128, 0, 1_024));
    }

    /** False if the agent must leave the process alone entirely. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Null if the operator did not name the service; then the export thread finds a name. */
    public @Nullable String serviceName() {
        return serviceName;
    }

    public Map<String, String> resourceAttributes() {
        return resourceAttributes;
    }

    public PropagatorsConfig propagators() {
        return propagators;
    }

    public SamplerConfig sampler() {
        return sampler;
    }

    public ExporterKind exporter() {
        return exporter;
    }

    public OtlpConfig otlp() {
        return otlp;
    }

    public QueueConfig queue() {
        return queue;
    }

    /** Read on demand: not before main. */
    public synchronized MetricsConfig metrics() {
        MetricsConfig read = metrics;
        if (read == null) {
            read = MetricsConfig.read(reader);
            metrics = read;
        }
        return read;
    }

    /** The destination of the agent's metrics; null for none. Read on demand: not before main. */
    public @Nullable OtlpConfig otlpForMetrics() {
        return OtlpConfig.readMetrics(reader, otlp);
    }

    public Limits limits() {
        return limits;
    }

    public LogIdNames logIdNames() {
        return logIdNames;
    }

    /**
     * The least level of log records that become events of spans: {@code error}, {@code warn} or {@code info}; or
     * {@code none}.
     */
    public String logEvents() {
        return logEvents;
    }

    /**
     * The value of {@code otel.instrumentation.<name>.enabled}; else the same for the name without its version, so that
     * {@code servlet} covers all its versions; else {@code otel.instrumentation.common.default-enabled}.
     */
    public boolean isInstrumentationEnabled(String name) {
        String library = withoutVersion(name);
        boolean inGeneral = library.length() == name.length()
                ? instrumentationsEnabled
                : reader.flag(enabledProperty(library), instrumentationsEnabled);
        return reader.flag(enabledProperty(name), inGeneral);
    }

    /** False for the events of log records if none are wanted. */
    public boolean isInstrumentationWanted(String name) {
        return !logEvents.equals("none") || !withoutVersion(name).endsWith("-events");
    }

    private static String enabledProperty(String name) {
        return "otel.instrumentation." + name + ".enabled";
    }

    /** Returns {@code servlet} for {@code servlet-3.0}. */
    private static String withoutVersion(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || Character.isDigit(name.charAt(end - 1)))) {
            end--;
        }
        boolean versioned = end > 1 && end < name.length() && name.charAt(end - 1) == '-';
        return versioned ? name.substring(0, end - 1) : name;
    }

    /** The methods that are traced, or not, because the operator lists them. */
    public MethodRules methods() {
        return methods;
    }

    /** Classes and class loaders in which nothing is woven. */
    public ExclusionsConfig exclusions() {
        return exclusions;
    }

    /** The names of called services, by their addresses. */
    public Map<String, String> peerServices() {
        return peerServices;
    }

    /** The headers that are recorded, by the messages that have them; without empty lists. */
    public Map<CapturedHeaders, List<String>> capturedHeaders() {
        return capturedHeaders;
    }

    /** Returns whether the templates of URLs are in the spans of HTTP clients. */
    public boolean urlTemplates() {
        return urlTemplates;
    }

    /** In debug: each setting with its value and source, one line each, without secrets. */
    public List<String> explain() {
        metrics();
        otlpForMetrics();
        return reader.explain();
    }

    /** Returns whether the agent runs beside another tracing agent. */
    public boolean besideOthers() {
        return besideOthers;
    }

    /** The folder for copies of woven classes, for inspection; null for none. */
    public @Nullable String dumpDirectory() {
        return dumpDirectory;
    }
}
