// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * Publishers of Reactor that emit on another thread than that of the subscription. All other operators pass signals on
 * to the thread that they get them on, and are not woven.
 */
public final class ReactorInstrumentation implements Instrumentation {
    private static final String ADVICE = ReactorInstrumentation.class.getName() + '$';
    private static final String PUBLISHER = "reactor.core.publisher.";

    /** Emit where their owner, a library or a timer likes. */
    private static final String[] SOURCES = publishers(
            "FluxCreate",
            "MonoCreate",
            "FluxSource",
            "FluxSourceFuseable",
            "MonoSource",
            "MonoSourceFuseable",
            "MonoFromPublisher",
            "MonoCompletionStage",
            "FluxInterval",
            "MonoDelay",
            "FluxSubscribeOn",
            "FluxSubscribeOnCallable",
            "FluxSubscribeOnValue",
            "MonoSubscribeOn",
            "MonoSubscribeOnCallable",
            "MonoSubscribeOnValue",
            "MonoPublishOn",
            "FluxDelaySequence",
            "MonoDelayElement",
            "FluxBufferTimeout",
            "FluxBufferTimeOrSize",
            "FluxWindowTimeout",
            "FluxWindowTimeOrSize",
            "FluxOnBackpressureBufferTimeout");

    /** Programs emit into these: sinks, and the processors of earlier versions. */
    private static final String[] SINKS = publishers(
            "SinkEmptyMulticast",
            "SinkOneMulticast",
            "SinkManyBestEffort",
            "SinkManyEmitterProcessor",
            "SinkManyReplayProcessor",
            "SinkManyUnicast",
            "SinkManyUnicastNoBackpressure",
            "UnicastManySinkNoBackpressure",
            "DirectProcessor",
            "EmitterProcessor",
            "ReplayProcessor",
            "UnicastProcessor",
            "TopicProcessor",
            "WorkQueueProcessor");

    /** Publishers of other packages: a flow of the JDK; the connections and bodies of Reactor Netty. */
    private static final String[] OUTSIDE = {
        "reactor.adapter.JdkFlowAdapter$FlowPublisherAsFlux",
        "reactor.netty.http.client.HttpClientConnect$MonoHttpConnect",
        "reactor.netty.channel.FluxReceive"
    };

    /** One thread works for many subscribers, or hands on what several threads emitted. */
    private static final String[] SHARED = publishers(
            "FluxPublishOn",
            "FluxPublish",
            "FluxReplay",
            "MonoCacheTime",
            "MonoProcessor",
            "NextProcessor",
            "MonoCacheInvalidateIf",
            "MonoCacheInvalidateWhen");

    @Override
    public String name() {
        return "reactor-3.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(SOURCES).advice(subscribe(), ADVICE + "SubscribeAdvice"),
                TypeInstrumentation.named(SINKS).advice(subscribe(), ADVICE + "SubscribeAdvice"),
                TypeInstrumentation.named(OUTSIDE).advice(subscribe(), ADVICE + "SubscribeAdvice"),
                TypeInstrumentation.named(SHARED).advice(subscribe(), ADVICE + "SubscribeExactlyAdvice"),
                TypeInstrumentation.named(PUBLISHER + "ParallelRunOn")
                        .advice(named("subscribe").and(takesArguments(1)), ADVICE + "SubscribeRailsAdvice"),
                TypeInstrumentation.named(publishers(
                                "FluxPublishOn$PublishOnSubscriber",
                                "FluxPublishOn$PublishOnConditionalSubscriber",
                                "FluxSubscribeOnCallable$CallableSubscribeOnSubscription"))
                        .advice(named("run").and(takesNoArguments()), ADVICE + "WorkAdvice"),
                TypeInstrumentation.named("reactor.netty.http.client.HttpClientConnect$HttpIOHandlerObserver")
                        .advice(named("onStateChange").and(takesArguments(2)), ADVICE + "SendAdvice"),
                TypeInstrumentation.named(publishers(
                                "FluxSubscribeOn$SubscribeOnSubscriber", "MonoSubscribeOn$SubscribeOnSubscriber"))
                        .advice(named("run").and(takesNoArguments()), ADVICE + "WorkAdvice")
                        .advice(
                                namedOneOf("requestUpstream", "trySchedule").and(takesArguments(2)),
                                ADVICE + "RequestAdvice"));
    }

    private static String[] publishers(String... names) {
        return Arrays.stream(names).map(PUBLISHER::concat).toArray(String[]::new);
    }

    /** From 3.3 on, operators subscribe to their source in a loop, and return the subscriber for it. */
    private static ElementMatcher<MethodDescription> subscribe() {
        return namedOneOf("subscribe", "subscribeOrReturn")
                .and(takesArguments(1))
                .and(takesArgument(0, named("reactor.core.CoreSubscriber")));
    }

    static final class SubscribeAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) CoreSubscriber<?> actual) {
            actual = ContextSubscriber.of(actual);
        }
    }

    static final class SubscribeExactlyAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) CoreSubscriber<?> actual) {
            actual = ContextSubscriber.ofExactly(actual);
        }
    }

    static final class SubscribeRailsAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) CoreSubscriber<?>[] rails) {
            rails = ContextSubscriber.ofExactly(rails);
        }
    }

    /** A request goes up on a thread of the scheduler. */
    static final class RequestAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.FieldValue("actual") Object actual,
                @Advice.Argument(value = 1, readOnly = false) Subscription upstream) {
            upstream = ContextSubscription.of(upstream, actual);
        }
    }

    /** The work that an operator does for its subscriber on a thread of a scheduler, such as the call of a mapper. */
    static final class WorkAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.FieldValue("actual") Object actual) {
            return ContextSubscriber.begin(actual);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }

    /** The HTTP client of Reactor Netty writes its request when it has a connection, on the thread of that. */
    static final class SendAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.FieldValue("sink") Object sink) {
            return ContextSubscriber.beginFor(sink);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
