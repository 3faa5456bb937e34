// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.SpanKind;
import dapper.instrumentation.toy.boot.Registrations;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import toylib.AbstractHandler;
import toylib.Client;
import toylib.Exhausted;
import toylib.Fragile;

@ExtendWith(AgentExtension.class)
@Timeout(180)
class WeavingTest {
    private static final RecordedSpans SPANS = AgentExtension.spans();

    @Test
    void weavesAClassByItsName() {
        assertThat(new Client().call("hi")).isEqualTo("re: hi");

        assertThat(SPANS.takeOne())
                .hasName("toy call")
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes("toy.request", "hi", "toy.size", 2);
    }

    @Test
    void letsTheApplicationSeeItsOwnExceptions() {
        assertThatThrownBy(() -> new Client().call(""))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("empty request");

        assertThat(SPANS.takeOne()).hasException(IllegalArgumentException.class, "empty request");
    }

    @Test
    void weavesWhatIsBelowAnInterface() {
        AbstractHandler handler = new AbstractHandler() {
            @Override
            public String handle(String request) {
                return new Client().call(request);
            }
        };
        assertThat(handler.handle("x")).isEqualTo("re: x");

        // The advice of the toy starts spans without making them current, so there is no tree.
        assertThat(SPANS.take(2)).extracting(RecordedSpan::name).containsExactly("toy handle", "toy call");
    }

    @Test
    void weavesAClassOfTheJdkThroughABootClass() {
        int before = Registrations.counted();
        new Phaser().register();
        assertThat(Registrations.counted() - before).isEqualTo(1);
        assertThat(Registrations.class.getClassLoader()).isNull();
    }

    @Test
    void definesInjectedClassesBesideTheLibraryOfEachLoader() throws Exception {
        ToyLoader loader = new ToyLoader();
        Object client = loader.loadClass("toylib.Client").getConstructor().newInstance();
        assertThat(client.getClass().getMethod("call", String.class).invoke(client, "there"))
                .isEqualTo("re: there");

        assertThat(SPANS.takeOne()).hasName("toy call").hasAttribute("toy.request", "there");
        Class<?> injected = loader.loadClass("dapper.instrumentation.toy.CountingListener");
        assertThat(injected.getClassLoader()).isSameAs(loader);
        assertThat(injected.getInterfaces()).containsExactly(loader.loadClass("toylib.Listener"));
    }

    @Test
    void skipsAnInstrumentationWhoseLibraryLacksASymbol() throws Exception {
        assertThat(greet(new ToyLoader())).isEqualTo("hello!");
        assertThat(AgentExtension.agentMessages()).noneMatch(message -> message.contains("toy-greeter"));

        ToyLoader old = new ToyLoader("toylib/Optional.class");
        assertThat(greet(old)).isEqualTo("hello");
        assertThat(AgentExtension.agentMessages())
                .filteredOn(message -> message.contains("toy-greeter"))
                .singleElement()
                .asString()
                .startsWith("Instrumentation toy-greeter is skipped for dapper.javaagent.testing.ToyLoader@")
                .endsWith(": the library has no toylib.Optional.suffix()Ljava/lang/String;");
    }

    @Test
    void leavesAVersionToItsOtherInstrumentationWithoutAMessage() throws Exception {
        assertThat(part(new ToyLoader())).isEqualTo("part!");
        assertThat(part(new ToyLoader("toylib/Optional.class"))).isEqualTo("part");
        assertThat(AgentExtension.agentMessages()).noneMatch(message -> message.contains("toy-split"));
    }

    private static Object part(ToyLoader loader) throws Exception {
        Class<?> split = loader.loadClass("toylib.Split");
        return split.getMethod("part").invoke(split.getConstructor().newInstance());
    }

    @Test
    void skipsAnInstrumentationWhoseLibraryHasTheClassWithoutTheMethod() throws Exception {
        byte[] older = new ByteBuddy()
                .subclass(Object.class)
                .name("toylib.Optional")
                .make()
                .getBytes();
        ToyLoader old = new ToyLoader(Map.of("toylib/Optional.class", older));
        int before = AgentExtension.agentMessages().size();

        assertThat(greet(old)).isEqualTo("hello");
        assertThat(greet(old)).isEqualTo("hello");

        assertThat(AgentExtension.takeAdviceErrors()).isEmpty();
        List<String> messages = AgentExtension.agentMessages();
        assertThat(messages.subList(before, messages.size()))
                .singleElement()
                .asString()
                .startsWith("Instrumentation toy-greeter is skipped for dapper.javaagent.testing.ToyLoader@")
                .endsWith(": the library has no toylib.Optional.suffix()Ljava/lang/String;");
    }

    @Test
    void skipsALibraryThatCannotSeeTheBootstrapClassesAlthoughTheAgentCan() throws Exception {
        int before = AgentExtension.agentMessages().size();

        Object client = new CallerAwareLoader()
                .loadClass("toylib.Client")
                .getConstructor()
                .newInstance();
        assertThat(client.getClass().getMethod("call", String.class).invoke(client, "there"))
                .isEqualTo("re: there");

        assertThat(AgentExtension.takeAdviceErrors()).isEmpty();
        List<String> messages = AgentExtension.agentMessages();
        assertThat(messages.subList(before, messages.size()))
                .singleElement()
                .asString()
                .startsWith("Instrumentation toy-client is skipped for dapper.javaagent.testing.CallerAwareLoader@")
                .endsWith(": it does not let the library see dapper.bootstrap");
    }

    /** The class exists, but its supertype does not: the check of references cannot detect that, only linking can. */
    @Test
    void switchesAnInstrumentationOffWhoseAdviceCannotBeLinked() throws Exception {
        DynamicType.Unloaded<?> gone =
                new ByteBuddy().subclass(Object.class).name("toylib.Gone").make();
        byte[] unlinkable = new ByteBuddy()
                .subclass(gone.getTypeDescription())
                .name("toylib.Optional")
                .defineMethod("suffix", String.class, Modifier.PUBLIC | Modifier.STATIC)
                .intercept(FixedValue.value("?"))
                .make()
                .getBytes();
        ToyLoader broken = new ToyLoader(Map.of("toylib/Optional.class", unlinkable));
        Object farewell = broken.loadClass("toylib.Farewell").getConstructor().newInstance();
        int before = AgentExtension.agentMessages().size();
        for (int i = 0; i < 10; i++) {
            assertThat(farewell.getClass().getMethod("say").invoke(farewell)).isEqualTo("bye");
        }
        assertThat(AgentExtension.takeAdviceErrors())
                .hasSize(10)
                .allSatisfy(error -> assertThat(error.thrown()).isInstanceOf(NoClassDefFoundError.class));
        List<String> messages = AgentExtension.agentMessages();
        assertThat(messages.subList(before, messages.size()))
                .hasSize(2)
                .allSatisfy(
                        message -> assertThat(message).contains("toy-farewell").doesNotContain("\n"))
                .last()
                .asString()
                .startsWith("Instrumentation toy-farewell is switched off after 10 failures");
    }

    /** The instrumentation is not at fault there, and it works again once there is memory. */
    @Test
    void keepsAnInstrumentationThatRanOutOfMemory() {
        int before = AgentExtension.agentMessages().size();
        for (int i = 0; i < 50; i++) {
            assertThat(new Exhausted().answer()).isEqualTo(42);
        }
        assertThat(AgentExtension.takeAdviceErrors()).hasSize(50);
        assertThat(AgentExtension.agentMessages()).hasSize(before);
    }

    private static Object greet(ClassLoader loader) throws ReflectiveOperationException {
        Object greeter = loader.loadClass("toylib.Greeter").getConstructor().newInstance();
        return greeter.getClass().getMethod("greet").invoke(greeter);
    }

    @Test
    void keepsTheApplicationRunningAndSwitchesAFailingInstrumentationOff() throws Exception {
        Fragile fragile = new Fragile();
        for (int i = 0; i < 10; i++) {
            assertThat(fragile.answer()).isEqualTo(42);
        }
        assertThat(AgentExtension.takeAdviceErrors())
                .hasSize(10)
                .allSatisfy(error -> assertThat(error.thrown()).hasMessage("a bug in an advice"));
        assertThat(AgentExtension.agentMessages())
                .filteredOn(message -> message.contains("toy-fragile"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Instrumentation toy-fragile is switched off after 10 failures");

        // The classes are changed back by another thread.
        awaitNoMoreErrors(fragile);
        assertThat(fragile.answer()).isEqualTo(42);
        Object elsewhere =
                new ToyLoader().loadClass("toylib.Fragile").getConstructor().newInstance();
        assertThat(elsewhere.getClass().getMethod("answer").invoke(elsewhere)).isEqualTo(42);
        assertThat(AgentExtension.takeAdviceErrors()).isEmpty();
    }

    private static void awaitNoMoreErrors(Fragile fragile) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        do {
            assertThat(System.nanoTime()).isLessThan(deadline);
            fragile.answer();
        } while (!AgentExtension.takeAdviceErrors().isEmpty());
    }

    @Test
    void weavesClassFilesOfJava5() throws Exception {
        Class<?> old = new ByteBuddy(ClassFileVersion.JAVA_V5)
                .subclass(Object.class)
                .name("toymade.Old")
                .defineMethod("call", String.class, Modifier.PUBLIC)
                .intercept(FixedValue.value("old"))
                .make()
                .load(WeavingTest.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER_PERSISTENT)
                .getLoaded();
        Object instance = old.getConstructor().newInstance();
        assertThat(old.getMethod("call").invoke(instance)).isEqualTo("old");

        assertThat(SPANS.takeOne()).hasName("old call");
    }

    @Test
    void weavesAClassThatAnInjectedClassExtends() throws Exception {
        Object base = new ToyLoader().loadClass("toylib.Base").getConstructor().newInstance();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        // Its first load cannot be woven; another thread does it right after.
        while (!"derived from base".equals(base.getClass().getMethod("who").invoke(base))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void weavesInLoadersUsedByManyThreadsAtOnce() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                ToyLoader loader = new ToyLoader();
                CyclicBarrier barrier = new CyclicBarrier(threads);
                List<Callable<Object>> calls = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    String type = i % 2 == 0 ? "toylib.Client" : "toylib.Greeter";
                    calls.add(() -> {
                        barrier.await();
                        Object instance =
                                loader.loadClass(type).getConstructor().newInstance();
                        return type.endsWith("Client")
                                ? instance.getClass()
                                        .getMethod("call", String.class)
                                        .invoke(instance, "p")
                                : instance.getClass().getMethod("greet").invoke(instance);
                    });
                }
                for (Future<Object> result : executor.invokeAll(calls)) {
                    assertThat(result.get()).isIn("re: p", "hello!");
                }
                SPANS.take(threads / 2);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void hidesTheAgentFromTheApplication() {
        assertThatThrownBy(() -> Class.forName("dapper.javaagent.weave.Weaving"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
