// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Proxies objects of an application and records each call that they get, its order and its caller. Threads may share
 * it.
 */
public final class WatchedObjects {
    private record Call(String method, String caller) {
        /**
         * Woven code calls these; classes that replace the application's object where the client calls it are named
         * Calling.
         */
        boolean isByAgent() {
            return caller.startsWith("dapper.") && !caller.matches(".*(Test|Contract|[.]Calling[A-Za-z]*)([$].*)?");
        }
    }

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<Call> calls = new ArrayList<>();

    /**
     * @param type of the result, an interface
     * @param more interfaces that the object also has
     */
    public <T> T watch(Class<T> type, Object object, Class<?>... more) {
        List<Class<?>> types = new ArrayList<>(List.of(more));
        types.add(type);
        return type.cast(Proxy.newProxyInstance(
                object.getClass().getClassLoader(), types.toArray(new Class<?>[0]), (proxy, method, arguments) -> {
                    called(type, method.getName());
                    try {
                        return method.invoke(object, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** For objects that watch themselves, because their type is no interface: of a class whose name begins with "Watched". */
    public synchronized void called(Class<?> type, String method) {
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> !isMachinery(name))
                        .findFirst()
                        .orElse("nobody"));
        calls.add(new Call(type.getSimpleName() + '.' + method, caller));
    }

    private static boolean isMachinery(String className) {
        return className.startsWith(WatchedObjects.class.getName())
                || className.contains("$Proxy")
                || className.contains(".Watched")
                || className.contains("$Watched");
    }

    public synchronized List<String> calls() {
        return calls.stream().map(Call::method).toList();
    }

    public synchronized void assertAgentCalledNothing() {
        assertThat(calls.stream().filter(Call::isByAgent)).isEmpty();
    }

    /**
     * For a client with threads of its own: the order and number of some calls differ from run to run, and the last of
     * them may come after its answer, so this waits for them.
     */
    void assertSameCallsAs(WatchedObjects others) {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        while (!distinctCalls().equals(others.distinctCalls()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(distinctCalls()).isEqualTo(others.distinctCalls());
        assertAgentCalledNothing();
    }

    private Set<String> distinctCalls() {
        return Set.copyOf(calls());
    }
}
