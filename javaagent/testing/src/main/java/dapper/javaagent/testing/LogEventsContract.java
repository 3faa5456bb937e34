// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.logging.LogEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of every logging library whose records become events of spans. */
@ExtendWith(AgentExtension.class)
public abstract class LogEventsContract {
    /** The name of the logger. */
    protected static final String LOGGER = "dapper.test.events";

    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    /** Turns every level of the logger off. */
    protected abstract void off();

    protected abstract void info(String message);

    /** @param format has {@code {}} for the argument */
    protected abstract void warn(String format, Object argument);

    protected abstract void error(String message, Throwable thrown);

    /** The library's name of the level of warnings. */
    protected String warning() {
        return "WARN";
    }

    /** The library's name of the level of errors. */
    protected String severest() {
        return "ERROR";
    }

    /**
     * Called by the appender with each message, on any thread. Logs once more, as an appender that passes its records to
     * another library.
     */
    protected final void handled(String message) {
        handled.add(message);
        if (message.equals("pass on")) {
            warn("passed on {}", "again");
        }
    }

    @BeforeEach
    void useWarnings() {
        LogEvents.use(LogEvents.WARN);
    }

    @AfterEach
    void useNone() {
        LogEvents.useNone();
    }

    private void await(String... messages) throws InterruptedException {
        for (String message : messages) {
            assertThat(handled.poll(60, TimeUnit.SECONDS)).isEqualTo(message);
        }
    }

    @Test
    void warningsAreEventsOfTheSpanInWhichTheyAreLogged() throws Exception {
        Traces.inSpan("outer", () -> {
            warn("low on {}", "memory");
            Traces.inSpan("inner", () -> warn("out of {}", "luck"));
            info("not severe enough");
        });
        warn("outside of {}", "spans");

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0).events())
                .extracting(RecordedEvent::name, RecordedEvent::attributes)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "log",
                        Map.of("log.severity", warning(), "log.logger", LOGGER, "log.message", "low on memory")));
        assertThat(spans.get(1).events())
                .extracting(event -> event.attributes().get("log.message"))
                .containsExactly("out of luck");
        await("low on memory", "out of luck", "not severe enough", "outside of spans");
    }

    @Test
    void exceptionsHaveTheirAttributes() throws Exception {
        Traces.inSpan("span", () -> error("failed", new IllegalStateException("for a reason")));

        RecordedEvent event = AgentExtension.spans().takeOne().events().get(0);
        assertThat(event.attributes())
                .containsEntry("log.severity", severest())
                .containsEntry("log.message", "failed")
                .containsEntry("exception.type", "java.lang.IllegalStateException")
                .containsEntry("exception.message", "for a reason");
        assertThat(event.attributes().get("exception.stacktrace"))
                .asString()
                .startsWith("java.lang.IllegalStateException: for a reason");
    }

    @Test
    void theSettingChoosesTheLevel() throws Exception {
        LogEvents.use(LogEvents.INFO);
        Traces.inSpan("span", () -> info("hello"));
        LogEvents.use(LogEvents.ERROR);
        Traces.inSpan("span", () -> warn("not severe {}", "enough"));
        LogEvents.useNone();
        Traces.inSpan("span", () -> error("not wanted", new IllegalStateException()));

        assertThat(AgentExtension.spans().take(3))
                .extracting(span -> span.events().size())
                .containsExactly(1, 0, 0);
    }

    @Test
    void aRecordThatTheLoggerDoesNotTakeIsNoEvent() throws Exception {
        off();
        Traces.inSpan("span", () -> error("off", new IllegalStateException()));

        assertThat(AgentExtension.spans().takeOne().events()).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void whatIsNotRecordedHasNoEvents() throws Exception {
        Traces.inUnsampledTrace(() -> warn("un{}", "sampled"));

        await("unsampled");
    }

    @Test
    void aRecordThatIsPassedOnIsOneEvent() throws Exception {
        Traces.inSpan("span", () -> {
            warn("pass {}", "on");
            await("pass on");
            warn("the {}", "next");
        });

        assertThat(AgentExtension.spans().takeOne().events())
                .extracting(event -> event.attributes().get("log.message"))
                .containsExactly("pass on", "the next");
    }

    @Test
    void anArgumentThatThrowsHarmsNothing() throws Exception {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("hostile");
            }
        };
        Traces.inSpan("span", () -> {
            try {
                warn("an argument: {}", hostile);
            } catch (IllegalStateException ofTheLibrary) {
                assertThat(ofTheLibrary).hasMessage("hostile");
            }
            warn("the {}", "next");
        });

        assertThat(AgentExtension.spans().takeOne().events())
                .extracting(event -> event.attributes().get("log.message"))
                .last()
                .isEqualTo("the next");
    }
}
