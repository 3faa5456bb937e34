// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes reports as JSON, with the values that show how complete and how fresh the list is. */
final class AgentsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AgentsJson() {}

    static byte[] of(List<AgentReport> reports, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("limit", AgentReports.LIMIT);
            out.writeNumberField("expirySeconds", AgentReports.EXPIRY.toSeconds());
            out.writeNumberField("silentExpirySeconds", AgentReports.SILENT_EXPIRY.toSeconds());
            out.writeArrayFieldStart("agents");
            for (AgentReport report : reports) {
                write(report, now, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(AgentReport report, Instant now, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("service", report.service());
        out.writeStringField("instance", report.instance());
        out.writeStringField("host", report.host());
        out.writeNumberField("pid", report.pid());
        out.writeStringField("version", report.version());
        out.writeStringField("runtime", report.runtime());
        out.writeStringField("startedAt", report.startedAt().toString());
        out.writeStringField("reportedAt", report.reportedAt().toString());
        out.writeStringField("heardAt", report.receivedAt().toString());
        out.writeNumberField(
                "ageSeconds", Duration.between(report.receivedAt(), now).toSeconds());
        out.writeStringField("state", report.state(now).name().toLowerCase(Locale.ROOT));
        spans(report.spans(), out);
        out.writeObjectFieldStart("exports");
        out.writeNumberField("attempts", report.exports().attempts());
        out.writeNumberField("failures", report.exports().failures());
        out.writeEndObject();
        out.writeObjectFieldStart("sampling");
        out.writeStringField("sampler", report.sampling().sampler());
        out.writeNumberField("threshold", report.sampling().threshold());
        out.writeNumberField("probability", report.sampling().probability());
        out.writeEndObject();
        out.writeArrayFieldStart("modules");
        for (AgentReport.Module module : report.modules()) {
            module(module, out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void spans(AgentReport.Spans spans, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("spans");
        out.writeNumberField("recorded", spans.recorded());
        out.writeNumberField("exported", spans.exported());
        out.writeObjectFieldStart("dropped");
        for (Map.Entry<String, Long> each : spans.dropped().entrySet()) {
            out.writeNumberField(each.getKey(), each.getValue());
        }
        out.writeEndObject();
        out.writeNumberField("queued", spans.queued());
        out.writeNumberField("queuedBytes", spans.queuedBytes());
        out.writeNumberField("unfinished", spans.unfinished());
        out.writeNumberField("unwatched", spans.unwatched());
        out.writeEndObject();
    }

    private static void module(AgentReport.Module module, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", module.name());
        out.writeStringField("state", module.state());
        out.writeStringField("reason", module.reason());
        out.writeNumberField("wovenClasses", module.wovenClasses());
        out.writeNumberField("errors", module.errors());
        out.writeEndObject();
    }
}
