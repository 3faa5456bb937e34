// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.reactivestreams.Subscriber;

/**
 * Sources of RxJava whose threads have no context by themselves. Schedulers run each task once on an executor, which
 * carries the context of the thread that submits it (instrumentation {@code executors}), so {@code subscribeOn},
 * {@code delay} and the like are not woven. All other operators pass signals on to the thread that they get them on.
 */
public final class RxJavaInstrumentation implements Instrumentation {
    private static final String ADVICE = RxJavaInstrumentation.class.getName() + '$';
    private static final String ROOT = "io.reactivex.rxjava3.";
    private static final String OPERATORS = ROOT + "internal.operators.";

    /** Emit where their owner or another library likes, or again and again on a timer. */
    private static final String[] FLOWABLES = names(
            OPERATORS + "flowable.Flowable",
            "Create",
            "FromPublisher",
            "Interval",
            "IntervalRange",
            "BufferTimed",
            "WindowTimed",
            "SampleTimed");

    private static final String[] OBSERVABLES = names(
            OPERATORS + "observable.Observable",
            "Create",
            "FromPublisher",
            "FromUnsafeSource",
            "Interval",
            "IntervalRange",
            "BufferTimed",
            "WindowTimed",
            "SampleTimed");

    private static final String[] ONES = names(
            OPERATORS,
            "single.SingleCreate",
            "single.SingleFromPublisher",
            "single.SingleFromUnsafeSource",
            "maybe.MaybeCreate",
            "maybe.MaybeUnsafeCreate",
            "completable.CompletableCreate",
            "completable.CompletableFromPublisher",
            "completable.CompletableFromUnsafeSource");

    /** Programs emit into these. */
    private static final String[] PROCESSORS = names(
            ROOT + "processors.",
            "AsyncProcessor",
            "BehaviorProcessor",
            "MulticastProcessor",
            "PublishProcessor",
            "ReplayProcessor",
            "UnicastProcessor");

    private static final String[] SUBJECTS = names(
            ROOT + "subjects.",
            "AsyncSubject",
            "BehaviorSubject",
            "CompletableSubject",
            "MaybeSubject",
            "PublishSubject",
            "ReplaySubject",
            "SingleSubject",
            "UnicastSubject");

    /** One thread works for many subscribers, or hands on what several threads emitted. */
    private static final String[] SHARED = names(
            OPERATORS,
            "flowable.FlowableObserveOn",
            "flowable.FlowablePublish",
            "flowable.FlowablePublishAlt",
            "flowable.FlowableReplay",
            "flowable.FlowableCache",
            "observable.ObservableObserveOn",
            "observable.ObservablePublish",
            "observable.ObservablePublishAlt",
            "observable.ObservableReplay",
            "observable.ObservableCache",
            "single.SingleCache",
            "maybe.MaybeCache",
            "completable.CompletableCache");

    @Override
    public String name() {
        return "rxjava-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                emitting(FLOWABLES),
                emitting(OBSERVABLES),
                emitting(ONES),
                emitting(PROCESSORS),
                emitting(SUBJECTS),
                TypeInstrumentation.named(SHARED)
                        .advice(subscribe(true), ADVICE + "SubscribeExactlyAdvice")
                        .advice(subscribe(false), ADVICE + "ObserveExactlyAdvice"),
                TypeInstrumentation.named(OPERATORS + "parallel.ParallelRunOn")
                        .advice(named("subscribe").and(takesArguments(1)), ADVICE + "SubscribeRailsAdvice"));
    }

    private static String[] names(String prefix, String... names) {
        return Arrays.stream(names).map(prefix::concat).toArray(String[]::new);
    }

    private static TypeInstrumentation emitting(String... names) {
        return TypeInstrumentation.named(names)
                .advice(subscribe(true), ADVICE + "SubscribeAdvice")
                .advice(subscribe(false), ADVICE + "ObserveAdvice");
    }

    private static ElementMatcher<MethodDescription> subscribe(boolean withRequests) {
        ElementMatcher.Junction<MethodDescription> subscriber =
                takesArgument(0, named("org.reactivestreams.Subscriber"));
        return named("subscribeActual").and(takesArguments(1)).and(withRequests ? subscriber : not(subscriber));
    }

    static final class SubscribeAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) Subscriber<?> actual) {
            actual = ContextSubscriber.of(actual);
        }
    }

    static final class SubscribeExactlyAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) Subscriber<?> actual) {
            actual = ContextSubscriber.ofExactly(actual);
        }
    }

    static final class SubscribeRailsAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) Subscriber<?>[] rails) {
            rails = ContextSubscriber.ofExactly(rails);
        }
    }

    static final class ObserveAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object actual) {
            actual = ContextObserver.of(actual);
        }
    }

    static final class ObserveExactlyAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object actual) {
            actual = ContextObserver.ofExactly(actual);
        }
    }
}
