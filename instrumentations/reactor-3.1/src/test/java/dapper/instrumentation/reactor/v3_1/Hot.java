// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;
import reactor.core.publisher.DirectProcessor;
import reactor.core.publisher.EmitterProcessor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.ReplayProcessor;
import reactor.core.publisher.UnicastProcessor;

/**
 * A publisher into which a program emits.
 *
 * @param emitter is called once, with the only item
 */
@SuppressWarnings("unchecked") // what a sink returns by reflection
record Hot(String name, Flux<Object> flux, Consumer<Object> emitter) {

    /** All kinds with several subscribers that the tested version has: sinks since 3.4, and processors. */
    static List<Hot> multicast() throws ReflectiveOperationException {
        List<Hot> all = new ArrayList<>();
        all.add(of("DirectProcessor", DirectProcessor.create()));
        all.add(of("EmitterProcessor", EmitterProcessor.create()));
        all.add(of("ReplayProcessor", ReplayProcessor.create()));
        if (hasSinks()) {
            all.add(many("multicast", "directBestEffort"));
            all.add(many("multicast", "directAllOrNothing"));
            all.add(many("multicast", "onBackpressureBuffer"));
            all.add(many("replay", "all"));
            all.add(many("replay", "latest"));
            all.add(one());
        }
        return all;
    }

    /** Those with one subscriber. */
    static List<Hot> unicast() throws ReflectiveOperationException {
        return hasSinks()
                ? List.of(many("unicast", "onBackpressureBuffer"), many("unicast", "onBackpressureError"))
                : List.of(of("UnicastProcessor", UnicastProcessor.create()));
    }

    private static Hot of(String name, Processor<Object, Object> processor) {
        return new Hot(name, (Flux<Object>) (Flux<?>) processor, item -> {
            processor.onNext(item);
            processor.onComplete();
        });
    }

    private static boolean hasSinks() {
        return Flux.class.getResource("Sinks.class") != null;
    }

    private static Hot many(String kind, String variant) throws ReflectiveOperationException {
        Object spec = call(type("Sinks$ManySpec"), kind, call(type("Sinks"), "many", null));
        String specType = "Sinks$"
                + (kind.equals("replay") ? "MulticastReplay" : kind.equals("unicast") ? "Unicast" : "Multicast")
                + "Spec";
        Object sink = call(type(specType), variant, spec);
        Class<?> many = type("Sinks$Many");
        return new Hot(kind + '.' + variant, (Flux<Object>) call(many, "asFlux", sink), item -> {
            emit(many, "tryEmitNext", sink, item);
            unchecked(() -> call(many, "tryEmitComplete", sink));
        });
    }

    private static Hot one() throws ReflectiveOperationException {
        Object sink = call(type("Sinks"), "one", null);
        Class<?> one = type("Sinks$One");
        Flux<Object> flux = Flux.from((Publisher<Object>) call(type("Sinks$Empty"), "asMono", sink));
        return new Hot("one", flux, item -> emit(one, "tryEmitValue", sink, item));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("reactor.core.publisher." + name);
    }

    private static Object call(Class<?> type, String method, Object target) throws ReflectiveOperationException {
        return type.getMethod(method).invoke(target);
    }

    private static void emit(Class<?> type, String name, Object sink, Object item) {
        unchecked(() -> {
            Method method = type.getMethod(name, Object.class);
            return method.invoke(sink, item);
        });
    }

    private static void unchecked(Callable<?> action) {
        try {
            action.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
