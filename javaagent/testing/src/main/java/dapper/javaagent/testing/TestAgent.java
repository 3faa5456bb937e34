// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.AdviceErrors;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent of the test JVM: loads the module's own instrumentations in an isolated class loader, like the product, and
 * weaves with them. The tests never see the agent's classes.
 */
public final class TestAgent {
    private static volatile @Nullable Object weaving;

    private TestAgent() {}

    /** @param classPathFile lists the class path of the agent's class loader, one path a line */
    public static void premain(String classPathFile, Instrumentation jvm) throws Exception {
        ClassLoader loader = agentLoader(Path.of(classPathFile));
        Class<?> selection = loader.loadClass("dapper.javaagent.match.Selection");
        Class<?> log = loader.loadClass("dapper.javaagent.match.InstrumentationLog");
        Object started = loader.loadClass("dapper.javaagent.weave.Weaving")
                .getMethod("start", Instrumentation.class, ClassLoader.class, selection, String.class, log)
                .invoke(
                        null,
                        jvm,
                        loader,
                        configured(loader),
                        System.getProperty("dapper.javaagent.dump"),
                        proxy(log, (proxy, method, arguments) -> AgentMessages.add((String) arguments[0])));
        started.getClass().getMethod("weaveLoaded").invoke(started);
        weaving = started;
        AdviceErrors.Listener agent = (AdviceErrors.Listener)
                started.getClass().getMethod("adviceErrors").invoke(started);
        AdviceErrors.listen(new CaughtErrors(agent));
        Thread thread = new Thread(() -> serve(started), "dapper-agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** Of the test JVM's properties: an instrumentation may have settings. */
    private static Object configured(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> config = loader.loadClass("dapper.javaagent.config.AgentConfig");
        return loader.loadClass("dapper.javaagent.start.ConfiguredSelection")
                .getConstructor(config)
                .newInstance(config.getMethod("load", String.class).invoke(null, (Object) null));
    }

    private static ClassLoader agentLoader(Path classPathFile) throws IOException {
        List<String> paths = Files.readAllLines(classPathFile);
        URL[] urls = new URL[paths.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(Path.of(paths.get(i)));
        }
        return new URLClassLoader("dapper-agent", urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static void serve(Object weaving) {
        try {
            weaving.getClass().getMethod("serve").invoke(weaving);
        } catch (ReflectiveOperationException e) {
            AgentMessages.add("The agent's thread ended: " + e);
        }
    }

    static boolean isRunning() {
        return weaving != null;
    }
}
