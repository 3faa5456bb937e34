// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.listed.Cart;
import dapper.bootstrap.Current;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Methods that return before their work has ended. */
@ExtendWith(AgentExtension.class)
class StagesTest {
    private final AnnotatedService service = new AnnotatedService();
    private final CompletableFuture<String> future = new CompletableFuture<>();

    @Test
    void aFutureEndsTheSpanWhenItIsComplete() {
        assertThat(service.future(future)).isSameAs(future);
        assertThat(Current.get()).isNull();
        service.plain();
        assertThat(AgentExtension.spans().takeOne())
                .hasName("AnnotatedService.plain")
                .isRoot();
        future.complete("done");

        assertThat(AgentExtension.spans().takeOne())
                .hasName("AnnotatedService.future")
                .hasNoError();
    }

    @Test
    void aFutureThatFailsFailsTheSpan() {
        service.future(future);
        future.completeExceptionally(new IllegalStateException("late"));

        assertThat(AgentExtension.spans().takeOne()).hasException(IllegalStateException.class, "late");
    }

    /** A dependent future wraps the exception. */
    @Test
    void theCauseOfAFailedStepFailsTheSpan() {
        service.future(future.thenApply(text -> text + "!"));
        future.completeExceptionally(new IllegalStateException("late"));

        assertThat(AgentExtension.spans().takeOne()).hasException(IllegalStateException.class, "late");
    }

    @Test
    void aCancelledFutureEndsTheSpan() {
        service.future(future);
        future.cancel(true);

        assertThat(AgentExtension.spans().takeOne()).hasError(CancellationException.class.getName());
    }

    @Test
    void aFutureThatIsCompleteAndNoneAtAllEndTheSpanAtOnce() {
        service.future(CompletableFuture.completedFuture("done"));
        service.future(null);

        assertThat(AgentExtension.spans().take(2))
                .allSatisfy(span ->
                        assertThat(span).hasName("AnnotatedService.future").hasNoError());
    }

    @Test
    void aStageThatCannotBeWatchedEndsTheSpanAtOnce() {
        CompletionStage<String> stage = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(service.stage(stage)).isSameAs(stage);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("AnnotatedService.stage")
                .hasNoError();
    }

    @Test
    void aListedMethodEndsWithItsStageToo() throws Exception {
        Traces.inSpan("parent", () -> new Cart(1).later(future));
        assertThat(AgentExtension.spans().takeOne()).hasName("parent");
        future.complete("done");

        assertThat(AgentExtension.spans().takeOne()).hasName("Cart.later").hasNoError();
    }

    @Test
    void anUnsampledStageIsReturnedAsItIs() throws Exception {
        Traces.inUnsampledTrace(() -> assertThat(service.future(future)).isSameAs(future));
        future.complete("done");
    }
}
