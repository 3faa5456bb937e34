// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Limits;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.calls.CallReporter;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.export.ConsoleSender;
import dapper.javaagent.report.MetricsSource;
import dapper.javaagent.resource.ResourceDetector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExportLoopTest {
    private final AgentConfig config = AgentConfig.load("otel.service.name=shop");
    private final SpanQueue queue = new SpanQueue(config.queue());
    private final UnfinishedSpans unfinished =
            new UnfinishedSpans(config.queue().unfinishedAfterMillis());
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @Test
    void startsAgainIfThereWasNoMemoryForItsParts() throws Exception {
        WithoutMemory setup = new WithoutMemory();
        ExportLoop loop = new ExportLoop(queue, unfinished, config, setup);
        Thread thread = new Thread(loop, "export");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, thrown) -> {});
        thread.start();
        try {
            Tracer.install(new Everything(), queue, Limits.DEFAULT);
            ((Span) Tracer.startLocalRoot(null, "job", SpanKind.INTERNAL, null, null)).end();

            assertThat(loop.flush(60_000)).isTrue();
            assertThat(queue.counts()).hasToString("recorded 1, exported 1, queued 0");
            assertThat(setup.attempts).isEqualTo(3);
        } finally {
            loop.stop();
            thread.join(60_000);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void encodesSpansLongBeforeTheyAreSent() throws Exception {
        AgentConfig hourly = AgentConfig.load("otel.service.name=shop;otel.bsp.schedule.delay=3600000");
        WithoutMemory setup = new WithoutMemory();
        setup.attempts = 3;
        ExportLoop loop = new ExportLoop(queue, unfinished, hourly, setup);
        Thread thread = new Thread(loop, "export");
        thread.setDaemon(true);
        thread.start();
        try {
            // Its first turn would export all that is queued by then.
            assertThat(loop.flush(60_000)).isTrue();
            Tracer.install(new Everything(), queue, Limits.DEFAULT);
            List<WeakReference<Span>> spans = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                spans.add(ended());
            }

            awaitCollected(spans.get(0));
            assertThat(queue.counts()).hasToString("recorded 300, exported 0, queued 300");
            assertThat(loop.flush(60_000)).isTrue();
            assertThat(queue.counts()).hasToString("recorded 300, exported 300, queued 0");
        } finally {
            loop.stop();
            thread.join(60_000);
        }
    }

    private static WeakReference<Span> ended() {
        Span span = (Span) Tracer.startLocalRoot(null, "job", SpanKind.INTERNAL, null, null);
        span.end();
        return new WeakReference<>(span);
    }

    /** Nothing but the queue refers to it. */
    private static void awaitCollected(WeakReference<Span> span) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (span.get() != null && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(span.get()).isNull();
    }

    private final class WithoutMemory implements ExportLoop.Setup {
        private volatile int attempts;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public Destination destination() {
            return new Destination(
                    ResourceDetector.detect(config),
                    new ConsoleSender(new PrintStream(console, true, StandardCharsets.UTF_8)));
        }

        @Override
        public List<MetricsSource> metrics() {
            attempts++;
            if (attempts < 3) {
                throw new OutOfMemoryError("a test");
            }
            return List.of();
        }

        @Override
        public CallReporter calls(Destination destination, long startEpochNanos) {
            return null;
        }
    }

    private static final class Everything implements Sampler {
        @Override
        public long sample(long randomness, SpanKind kind, String name, String path) {
            return 0;
        }

        @Override
        public boolean followsParent() {
            return true;
        }
    }
}
