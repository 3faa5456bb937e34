// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets the format of the log and the level of Dapper's own classes; libraries always log only warnings (logback.xml). */
final class Logging {
    static final Setting LEVEL = new Setting(
            "dapper.log.level", "info", "lowest level of log lines: error, warn, info, debug; debug adds stack traces");
    static final Setting FORMAT = new Setting(
            "dapper.log.format",
            "text",
            "text, or json: one object a line, with the trace id of the request where there is one");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    private Logging() {}

    static void apply(Settings settings) {
        String level = settings.text(LEVEL).toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new InvalidSettingException(
                    LEVEL.key() + " must be one of error, warn, info, debug, not \"" + level + "\"");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        if (LoggerFactory.getLogger("dapper") instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.toLevel(level));
            if (settings.choice(FORMAT, List.of("text", "json")).equals("json")) {
                writeJson(logger.getLoggerContext());
            } else if (level.equals("debug")) {
                showStackTraces(logger.getLoggerContext());
            }
        }
    }

    private static void writeJson(LoggerContext context) {
        Appender<ILoggingEvent> appender =
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
        if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.start();
            console.setEncoder(encoder);
        }
    }

    private static void showStackTraces(LoggerContext context) {
        Appender<ILoggingEvent> appender =
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
        if (appender instanceof ConsoleAppender<ILoggingEvent> console
                && console.getEncoder() instanceof PatternLayoutEncoder encoder) {
            encoder.stop();
            encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %-20logger{0} %msg%n%ex");
            encoder.start();
        }
    }
}
