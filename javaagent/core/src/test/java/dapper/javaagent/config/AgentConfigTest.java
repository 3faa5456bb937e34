// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.propagation.Format;
import dapper.bootstrap.propagation.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConfigTest {
    private final CapturedLog log = new CapturedLog();
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    @AfterEach
    void restore() {
        log.close();
    }

    private AgentConfig read() {
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, environment));
    }

    private AgentConfig read(String property, String value) {
        properties.setProperty(property, value);
        return read();
    }

    private static List<String> names(AgentConfig config) {
        LogIdNames names = config.logIdNames();
        return List.of(names.traceId(), names.spanId(), names.traceFlags());
    }

    @Test
    void urlTemplatesAreOptIn() {
        assertThat(read("otel.instrumentation.http.client.emit-experimental-telemetry", "true")
                        .urlTemplates())
                .isTrue();
    }

    @Test
    void hasDefaultsThatWorkWithACollectorOnTheSameMachine() {
        AgentConfig config = read();

        assertThat(config.isEnabled()).isTrue();
        assertThat(config.serviceName()).isNull();
        assertThat(config.resourceAttributes()).isEmpty();
        assertThat(config.propagators().formats()).containsExactly(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
        assertThat(config.sampler()).hasToString("adaptive(10.0/s per operation, 100.0/s total)");
        assertThat(config.sampler().ratio()).isEqualTo(1.0);
        assertThat(config.sampler().followsParent()).isTrue();
        assertThat(config.exporter()).isEqualTo(ExporterKind.OTLP);
        assertThat(config.urlTemplates()).isFalse();
        assertThat(config.otlp().isGrpc()).isTrue();
        assertThat(config.otlp().endpoint()).hasToString("http://localhost:4317");
        assertThat(config.otlp().headers()).isEmpty();
        assertThat(config.otlp().timeoutMillis()).isEqualTo(10_000);
        assertThat(config.otlp().isGzip()).isFalse();
        assertThat(config.otlp().certificate()).isNull();
        assertThat(config.otlp().clientKey()).isNull();
        assertThat(config.otlp().clientCertificate()).isNull();
        assertThat(config.queue().scheduleDelayMillis()).isEqualTo(1_000);
        assertThat(config.queue().exportTimeoutMillis()).isEqualTo(30_000);
        assertThat(config.queue().maxSpans()).isEqualTo(16_384);
        assertThat(config.queue().maxBatchSpans()).isEqualTo(2_048);
        assertThat(config.queue().maxBytes()).isBetween(4L << 20, 64L << 20);
        assertThat(config.queue().shutdownTimeoutMillis()).isEqualTo(5_000);
        assertThat(config.metrics().isExported()).isTrue();
        assertThat(config.metrics().intervalMillis()).isEqualTo(10_000);
        assertThat(names(config)).containsExactly("trace_id", "span_id", "trace_flags");
        assertThat(config.logEvents()).isEqualTo("none");
        assertThat(config.isInstrumentationEnabled("jdbc")).isTrue();
        assertThat(config.isInstrumentationWanted("logback-mdc-1.0")).isTrue();
        assertThat(config.isInstrumentationWanted("logback-events-1.0")).isFalse();
        assertThat(config.isInstrumentationWanted("java-util-logging-events")).isFalse();
        assertThat(config.besideOthers()).isFalse();
        assertThat(config.dumpDirectory()).isNull();
        assertThat(AgentLog.isDebug()).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void readsEverySetting() {
        environment.putAll(Arrays.stream("""
                        OTEL_SERVICE_NAME=shop
                        OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=prod,team=a%2Cb
                        OTEL_PROPAGATORS=baggage
                        OTEL_TRACES_SAMPLER=parentbased_traceidratio
                        OTEL_TRACES_SAMPLER_ARG=0.25
                        OTEL_TRACES_EXPORTER=console
                        OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                        OTEL_EXPORTER_OTLP_ENDPOINT=https://collector.example:8443/base/
                        OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20abc,x-tenant=7
                        OTEL_EXPORTER_OTLP_TIMEOUT=3000
                        OTEL_EXPORTER_OTLP_COMPRESSION=gzip
                        OTEL_EXPORTER_OTLP_CERTIFICATE=/ca.pem
                        OTEL_EXPORTER_OTLP_CLIENT_KEY=/key.pem
                        OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=/client.pem
                        OTEL_BSP_SCHEDULE_DELAY=250ms
                        OTEL_BSP_EXPORT_TIMEOUT=7s
                        OTEL_BSP_MAX_QUEUE_SIZE=100
                        OTEL_BSP_MAX_EXPORT_BATCH_SIZE=10
                        DAPPER_QUEUE_MAX_BYTES=1000000
                        DAPPER_SHUTDOWN_TIMEOUT=2s
                        OTEL_METRICS_EXPORTER=none
                        OTEL_METRIC_EXPORT_INTERVAL=2s
                        OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_ID=traceId
                        OTEL_INSTRUMENTATION_COMMON_LOGGING_SPAN_ID=spanId
                        OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_FLAGS=flags
                        DAPPER_LOGGING_SPAN_EVENTS=info
                        OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED=false
                        OTEL_INSTRUMENTATION_JAVA_NET_HTTP_ENABLED=true
                        OTEL_JAVAAGENT_DEBUG=true
                        OTEL_SDK_DISABLED=true
                        DAPPER_JAVAAGENT_BESIDE_OTHERS=true
                        DAPPER_JAVAAGENT_DUMP=/woven
                        """.split("\n"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1))));

        AgentConfig config = read();

        assertThat(config.isEnabled()).isFalse();
        assertThat(config.serviceName()).isEqualTo("shop");
        assertThat(config.resourceAttributes())
                .containsExactly(Map.entry("deployment.environment.name", "prod"), Map.entry("team", "a,b"));
        assertThat(config.propagators().formats()).containsExactly(Formats.BAGGAGE);
        assertThat(config.sampler()).hasToString("parentbased_traceidratio(0.25)");
        assertThat(config.sampler().ratio()).isEqualTo(0.25);
        assertThat(config.exporter()).isEqualTo(ExporterKind.CONSOLE);
        assertThat(config.otlp().isGrpc()).isFalse();
        assertThat(config.otlp().endpoint()).hasToString("https://collector.example:8443/base/v1/traces");
        assertThat(config.otlp().endpoint().isTls()).isTrue();
        assertThat(config.otlp().headers())
                .containsExactly(Map.entry("authorization", "Bearer abc"), Map.entry("x-tenant", "7"));
        assertThat(config.otlp().timeoutMillis()).isEqualTo(3_000);
        assertThat(config.otlp().isGzip()).isTrue();
        assertThat(config.otlp().certificate()).isEqualTo("/ca.pem");
        assertThat(config.otlp().clientKey()).isEqualTo("/key.pem");
        assertThat(config.otlp().clientCertificate()).isEqualTo("/client.pem");
        assertThat(config.queue().scheduleDelayMillis()).isEqualTo(250);
        assertThat(config.queue().exportTimeoutMillis()).isEqualTo(7_000);
        assertThat(config.queue().maxSpans()).isEqualTo(100);
        assertThat(config.queue().maxBatchSpans()).isEqualTo(10);
        assertThat(config.queue().maxBytes()).isEqualTo(1_000_000);
        assertThat(config.queue().shutdownTimeoutMillis()).isEqualTo(2_000);
        assertThat(config.metrics().isExported()).isFalse();
        assertThat(config.metrics().intervalMillis()).isEqualTo(2_000);
        assertThat(names(config)).containsExactly("traceId", "spanId", "flags");
        assertThat(config.logEvents()).isEqualTo("info");
        assertThat(config.isInstrumentationEnabled("jdbc")).isFalse();
        assertThat(config.isInstrumentationEnabled("java-net-http")).isTrue();
        assertThat(config.besideOthers()).isTrue();
        assertThat(config.dumpDirectory()).isEqualTo("/woven");
        assertThat(AgentLog.isDebug()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void prefersArgumentsToPropertiesToEnvironmentToFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("agent.properties");
        Files.writeString(file, """
                otel.service.name=file
                otel.traces.sampler=always_off
                otel.bsp.max.queue.size=1
                otel.bsp.max.export.batch.size=2
                """);
        environment.put("OTEL_JAVAAGENT_CONFIGURATION_FILE", file.toString());
        environment.put("OTEL_SERVICE_NAME", "environment");
        environment.put("OTEL_TRACES_SAMPLER", "always_on");
        environment.put("OTEL_BSP_MAX_QUEUE_SIZE", "3");
        properties.setProperty("otel.service.name", "property");
        properties.setProperty("otel.traces.sampler", "traceidratio");

        AgentConfig config = AgentConfig.read(new ConfigSource(
                AgentArguments.parse("otel.service.name=argument; otel.javaagent.debug = false"),
                properties,
                environment));

        assertThat(config.serviceName()).isEqualTo("argument");
        assertThat(config.sampler().name()).isEqualTo("traceidratio");
        assertThat(config.queue().maxSpans()).isEqualTo(3);
        assertThat(config.queue().maxBatchSpans()).isEqualTo(2);
    }

    @Test
    void takesAnEmptyValueForNone() {
        environment.put("OTEL_SERVICE_NAME", "environment");
        properties.setProperty("otel.service.name", " ");

        assertThat(read().serviceName()).isEqualTo("environment");
    }

    @Test
    void saysThatAFileCannotBeRead() {
        read("otel.javaagent.configuration-file", "/no/such/file");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("[dapper] WARN otel.javaagent.configuration-file=/no/such/file cannot be read (")
                .endsWith("); going on without it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "otel.sdk.disabled|yes|true or false; using false",
                "otel.bsp.max.queue.size|0|a number from 1 to 4194304; using 16384",
                "otel.bsp.max.queue.size|many|a number from 1 to 4194304; using 16384",
                "otel.bsp.schedule.delay|5x|milliseconds from 0 to 3600000, or a number with a unit such as 10s; using 1000 ms",
                "otel.bsp.schedule.delay|-1|milliseconds from 0 to 3600000, or a number with a unit such as 10s; using 1000 ms",
                "otel.bsp.schedule.delay|2h|milliseconds from 0 to 3600000, or a number with a unit such as 10s; using 1000 ms",
                "otel.traces.sampler|sometimes|one of adaptive, always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio, jaeger_remote, parentbased_jaeger_remote; using adaptive",
                "otel.traces.exporter|zipkin|one of otlp, console, logging, none; using otlp",
                "otel.exporter.otlp.protocol|http/json|one of grpc, http/protobuf; using grpc",
                "otel.exporter.otlp.compression|zstd|one of none, gzip; using none",
                "dapper.sampling.target.operation|0|a number from 0.01 to 1000000; using 10.0",
                "dapper.sampling.target.total|many|a number from 0.01 to 1000000; using 100.0",
                "otel.log.level|loud|one of info, none, error, warn, debug; using info",
                "otel.exporter.otlp.endpoint|collector:4317|an address such as http://collector:4317; using http://localhost:4317",
                "otel.exporter.otlp.endpoint|ftp://collector|an address such as http://collector:4317; using http://localhost:4317",
                "otel.exporter.otlp.endpoint|http://|an address such as http://collector:4317; using http://localhost:4317",
                "otel.exporter.otlp.endpoint|http://a:99999|an address such as http://collector:4317; using http://localhost:4317",
            })
    void keepsTheDefaultWhereAValueIsBadAndSaysSoInOneLine(String property, String value, String complaint) {
        read(property, value);

        assertThat(log.lines()).containsExactly("[dapper] WARN " + property + "=" + value + " is not " + complaint);
    }

    @Test
    void saysWhatARatioMayBe() {
        properties.setProperty("otel.traces.sampler", "traceidratio");

        assertThat(read("otel.traces.sampler.arg", "1.5").sampler().ratio()).isEqualTo(1.0);
        assertThat(log.lines())
                .containsExactly("[dapper] WARN otel.traces.sampler.arg=1.5 is not a number from 0 to 1; using 1.0");
    }

    @Test
    void neverShowsTheValuesOfHeaders() {
        AgentConfig config = read("otel.exporter.otlp.headers", "x-a=1,secret,b=%zz, =c,authorization=secret%20x,");

        assertThat(config.otlp().headers())
                .containsExactly(Map.entry("x-a", "1"), Map.entry("authorization", "secret x"));
        assertThat(log.lines())
                .containsExactly(
                        "[dapper] WARN otel.exporter.otlp.headers: entry 2 ignored, expected key=value, percent-encoded",
                        "[dapper] WARN otel.exporter.otlp.headers: entry 3 ignored, expected key=value, percent-encoded",
                        "[dapper] WARN otel.exporter.otlp.headers: entry 4 ignored, expected key=value, percent-encoded");
    }

    @Test
    void neverShowsAPasswordInAnAddress() {
        read("otel.exporter.otlp.endpoint", "ftp://user:secret@collector");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("ftp://collector")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "grpc,http://collector:4318,port 4318 usually takes http/protobuf",
        "http/protobuf,http://collector:4317,port 4317 usually takes grpc"
    })
    void warnsOfAPortThatBelongsToTheOtherProtocol(String protocol, String endpoint, String warning) {
        properties.setProperty("otel.exporter.otlp.protocol", protocol);
        AgentConfig config = read("otel.exporter.otlp.endpoint", endpoint);

        assertThat(config.otlp().endpoint().toString()).startsWith(endpoint);
        assertThat(log.lines()).singleElement().asString().contains(warning);
    }

    @Test
    void letsTheSettingForTracesWin() {
        properties.setProperty("otel.exporter.otlp.endpoint", "http://general:1000");
        properties.setProperty("otel.exporter.otlp.traces.endpoint", "https://traces:2000/in?key=1");
        properties.setProperty("otel.exporter.otlp.protocol", "grpc");
        properties.setProperty("otel.exporter.otlp.traces.protocol", "http/protobuf");
        properties.setProperty("otel.exporter.otlp.headers", "a=general");
        properties.setProperty("otel.exporter.otlp.traces.headers", "a=traces");
        properties.setProperty("otel.exporter.otlp.traces.timeout", "5");
        OtlpConfig otlp = read().otlp();

        assertThat(otlp.endpoint().url()).isEqualTo("https://traces:2000/in?key=1");
        assertThat(otlp.endpoint()).hasToString("https://traces:2000/in?***");
        assertThat(otlp.isGrpc()).isFalse();
        assertThat(otlp.headers()).containsExactly(Map.entry("a", "traces"));
        assertThat(otlp.timeoutMillis()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "grpc,http://h,http://h:80",
        "grpc,https://h/ignored,https://h:443",
        "grpc,HTTP://[::1]:4317,http://[::1]:4317",
        "http/protobuf,http://h:1,http://h:1/v1/traces",
        "http/protobuf,http://h:1/x,http://h:1/x/v1/traces"
    })
    void readsEndpoints(String protocol, String value, String expected) {
        properties.setProperty("otel.exporter.otlp.protocol", protocol);

        assertThat(read("otel.exporter.otlp.endpoint", value).otlp().endpoint()).hasToString(expected);
    }

    @Test
    void usesTheOtherStandardPortForHttp() {
        assertThat(read("otel.exporter.otlp.protocol", "http/protobuf").otlp().endpoint())
                .hasToString("http://localhost:4318/v1/traces");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tracecontext|tracecontext|0",
                "baggage, tracecontext|baggage tracecontext|0",
                "b3multi,B3, jaeger,b3|b3multi b3 jaeger|0",
                "none||0",
                "b3,none||0",
                "tracecontext,xray|tracecontext|1",
                "xray,ottrace|tracecontext baggage|3"
            })
    void readsPropagators(String value, String formats, int warnings) {
        PropagatorsConfig propagators = read("otel.propagators", value).propagators();

        assertThat(propagators.formats())
                .containsExactly(Stream.of(formats == null ? new String[0] : formats.split(" "))
                        .map(Formats::named)
                        .toArray(Format[]::new));
        assertThat(log.lines()).hasSize(warnings);
    }

    @ParameterizedTest
    @CsvSource({
        "always_on,false,1.0",
        "always_off,false,0.0",
        "parentbased_always_off,true,0.0",
        "traceidratio,false,1.0"
    })
    void readsSamplers(String name, boolean followsParent, double ratio) {
        SamplerConfig sampler = read("otel.traces.sampler", name).sampler();

        assertThat(sampler.followsParent()).isEqualTo(followsParent);
        assertThat(sampler.ratio()).isEqualTo(ratio);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "error", "warn"})
    void staysQuietWhereAsked(String level) {
        read("otel.log.level", level);

        AgentLog.info("info");
        AgentLog.debug("debug");

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void saysWhatOthersSayInSeveralLinesInOne() {
        AgentLog.warn("no answer: gone\r\nfor good\n");

        assertThat(log.lines()).containsExactly("[dapper] WARN no answer: gone  for good ");
    }

    @Test
    void ignoresAgentArgumentsThatAreNone() {
        assertThat(AgentArguments.parse("a=b;nonsense;;c=d=e;=f"))
                .containsOnly(Map.entry("a", "b"), Map.entry("c", "d=e"));
        assertThat(log.lines())
                .containsExactly(
                        "[dapper] WARN agent argument 'nonsense' ignored: expected name=value, separated by ';'",
                        "[dapper] WARN agent argument '=f' ignored: expected name=value, separated by ';'");
    }
}
