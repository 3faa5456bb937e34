// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Current;
import dapper.bootstrap.Limits;
import dapper.bootstrap.OpenSpans;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.call.ServerCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test the spans of woven code: {@code @ExtendWith(AgentExtension.class)}.
 *
 * <p>A test fails if it leaves spans that it did not take, an exception inside an advice, or a context or an open call on
 * its thread.
 */
public final class AgentExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final TestSink SINK = new TestSink();
    private static final TestSampler SAMPLER = new TestSampler();
    private static final RecordedSpans SPANS = new RecordedSpans(SINK);

    /** The spans of the running test. */
    public static RecordedSpans spans() {
        return SPANS;
    }

    /**
     * Switches the sampling of new traces on or off until the test ends; a caller's decision is followed either way.
     */
    public static void sampling(boolean on) {
        SAMPLER.switchTo(on);
    }

    /** Watches the spans that start from now on, as the agent does, until the test ends. */
    static OpenSpans watchOpenSpans() {
        OpenSpans open = new OpenSpans();
        Tracer.watch(open);
        return open;
    }

    /** The number of new traces that needed a decision, since the test began or the last call. */
    public static int takeDecisions() {
        return SAMPLER.takeDecisions();
    }

    /** Takes the exceptions inside advice that happened so far, so that they do not fail the test. */
    public static List<CaughtError> takeAdviceErrors() {
        return CaughtErrors.take();
    }

    /** The agent's messages since the JVM started. */
    public static List<String> agentMessages() {
        return AgentMessages.all();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!TestAgent.isRunning()) {
            throw new IllegalStateException("This JVM runs without the agent. The build starts it with"
                    + " -Xbootclasspath/a:target/dapper-test-agent/boot.jar"
                    + " -javaagent:target/dapper-test-agent/agent.jar=target/dapper-test-agent/agent.classpath");
        }
        TestedLibraries.check();
        Tracer.install(SAMPLER, SINK, Limits.DEFAULT);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        SAMPLER.switchTo(true);
        SAMPLER.takeDecisions();
        failOnLeftovers("before this test, so an earlier one finished");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SAMPLER.switchTo(true);
        Tracer.watch(null);
        failOnLeftovers("when the test ended");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failOnLeftovers("after the last test");
    }

    /** Clears everything first, so that a failed test does not affect the next. */
    private static void failOnLeftovers(String when) {
        TraceContext current = Current.swap(null);
        boolean processing = ProcessCall.isProcessing();
        ProcessCall.endAll(SPANS); // and all others, because the thread has no context any more
        List<RecordedSpan> spans = SPANS.leftovers();
        List<CaughtError> errors = CaughtErrors.take();
        List<String> problems = new ArrayList<>();
        if (!spans.isEmpty()) {
            problems.add("spans that nobody took:" + RecordedSpans.describe(spans));
        }
        if (!errors.isEmpty()) {
            problems.add("exceptions inside advice: " + errors);
        }
        if (current != null) {
            problems.add("a context left on the test's thread: " + current);
        }
        if (Call.isInside() || ServerCall.isServing() || processing) {
            problems.add("a call left open on the test's thread");
        }
        if (!problems.isEmpty()) {
            AssertionError failure = new AssertionError("There are, " + when + ", " + String.join("\nand ", problems));
            errors.forEach(error -> failure.addSuppressed(error.thrown()));
            throw failure;
        }
    }
}
