// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications with their own copies of the API, or with an SDK. */
@SuppressWarnings("try") // a scope is only closed
@ExtendWith(AgentExtension.class)
class ApplicationsTest {
    /** The API has {@code getOrNoop} from 1.57 on. */
    private static final boolean CAN_LOOK = Arrays.stream(GlobalOpenTelemetry.class.getMethods())
            .anyMatch(method -> method.getName().equals("getOrNoop"));

    @Test
    void eachApplicationHasItsOwnApiAndTheSameTrace() throws Exception {
        Span span = GlobalOpenTelemetry.getTracer("outer").spanBuilder("outer").startSpan();
        try (ApplicationLoader first = new ApplicationLoader();
                ApplicationLoader second = new ApplicationLoader();
                Scope scope = span.makeCurrent()) {
            first.application("SpanMaker").run();
            second.application("SpanMaker").run();
            assertThat(Span.current()).isSameAs(span);
        }
        span.end();

        List<RecordedSpan> spans = AgentExtension.spans().take(5);
        assertThat(spans)
                .extracting(RecordedSpan::name)
                .containsExactly("outer", "made", "inside made", "made", "inside made");
        assertThat(spans.get(1)).isChildOf(spans.get(0));
        assertThat(spans.get(2)).isChildOf(spans.get(1));
        assertThat(spans.get(3)).isChildOf(spans.get(0));
    }

    @Test
    void anApplicationThatWasUndeployedIsCollected() throws Exception {
        WeakReference<ClassLoader> loader = deployed();
        AgentExtension.spans().take(2);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> deployed() throws IOException, ReflectiveOperationException {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            loader.application("SpanMaker").run();
            return new WeakReference<>(loader);
        }
    }

    @Test
    void anApplicationWithItsOwnGlobalSdkIsLeftAlone() throws Exception {
        isLeftAlone("GlobalSdk");
    }

    @Test
    void anApplicationWithItsOwnSdkThatIsNotGlobalIsLeftAlone() throws Exception {
        isLeftAlone("InjectedSdk");
    }

    private static void isLeftAlone(String application) throws Exception {
        Traces.inSpan("agent", () -> {
            try (ApplicationLoader loader = new ApplicationLoader()) {
                loader.application(application).run();
            }
            Traces.inSpan("inside", () -> {});
        });

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1)).hasName("inside").isChildOf(spans.get(0));
    }

    @Test
    void anApplicationCanLookWithoutSettingTheGlobalObject() throws Exception {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            loader.application("CarefulLibrary").run();
        }
        Traces.inSpan("end", () -> {});

        List<RecordedSpan> spans = AgentExtension.spans().take(CAN_LOOK ? 2 : 1);
        assertThat(spans.get(0).scope()).isEqualTo(CAN_LOOK ? "library" : null);
    }

    @Test
    void aNoopThatTheApplicationSetStaysOne() throws Exception {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            loader.application("NoopSetter").run();
        }
    }
}
