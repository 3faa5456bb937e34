// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kotlincoroutines.v1_3;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.DelayKt;

/** The body of a coroutine, as the compiler of Kotlin makes it: each step may suspend, and the next one follows. */
final class Steps implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
    private final Step[] steps;

    private Steps(Step... steps) {
        this.steps = steps;
    }

    /** A piece of the body. */
    interface Step {
        /** @return what the suspending function returned that the step called last */
        Object run(CoroutineScope scope, Continuation<Unit> self) throws Exception;
    }

    /** A piece that calls no suspending function. */
    interface Plain {
        void run(CoroutineScope scope) throws Exception;
    }

    static Steps of(Step... steps) {
        return new Steps(steps);
    }

    static Step plain(Plain action) {
        return (scope, self) -> {
            action.run(scope);
            return Unit.INSTANCE;
        };
    }

    /** Suspends for some milliseconds. */
    static Step pause() {
        return (scope, self) -> DelayKt.delay(3, self);
    }

    static Step on(CoroutineContext dispatcher, Steps body) {
        return (scope, self) -> BuildersKt.withContext(dispatcher, body, self);
    }

    @Override
    public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
        return new Machine(scope, completion).invokeSuspend(Unit.INSTANCE);
    }

    private final class Machine extends ContinuationImpl {
        private final CoroutineScope scope;
        private int next;

        @SuppressWarnings("unchecked") // as in compiled Kotlin
        Machine(CoroutineScope scope, Continuation<? super Unit> completion) {
            super((Continuation<Object>) (Continuation<?>) completion);
            this.scope = scope;
        }

        @Override
        @SuppressWarnings("unchecked") // as in compiled Kotlin
        protected Object invokeSuspend(Object result) {
            Continuation<Unit> self = (Continuation<Unit>) (Continuation<?>) this;
            try {
                while (next < steps.length) {
                    Object returned = steps[next++].run(scope, self);
                    if (returned == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                        return returned;
                    }
                }
                return Unit.INSTANCE;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
