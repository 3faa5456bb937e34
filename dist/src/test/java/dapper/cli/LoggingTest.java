// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.server.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    @Test
    void writesOneJsonObjectALineWithTheTraceId() throws Exception {
        ConsoleAppender<ILoggingEvent> appender = appender();
        Encoder<ILoggingEvent> text = appender.getEncoder();
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            Logging.apply(new Settings(Map.of("dapper.log.format", "json")::get));
            MDC.put("trace_id", "0af7651916cd43dd8448eb211c80319c");
            LoggerFactory.getLogger("dapper.test").warn("a \"quoted\"\nline");
        } finally {
            MDC.clear();
            System.setErr(before);
            appender.setEncoder(text);
        }

        assertThat(bytes.toString(UTF_8).lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(bytes.toByteArray());
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("loggerName").asText()).isEqualTo("dapper.test");
        assertThat(line.get("message").asText()).isEqualTo("a \"quoted\"\nline");
        assertThat(line.at("/mdc/trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @SuppressWarnings("unchecked")
    private static ConsoleAppender<ILoggingEvent> appender() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    }
}
