// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent;

import dapper.javaagent.start.AgentStart;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for {@code -javaagent} and attaching tools, on the JVM's main or attach thread. Loads nothing of the
 * agent where it must not run, and never stops the application from running.
 */
public final class DapperAgent {
    private static final String SELF = "dapper/javaagent/DapperAgent.class";

    private static boolean started;

    private DapperAgent() {}

    public static void premain(@Nullable String arguments, Instrumentation jvm) {
        start(arguments, jvm, false);
    }

    public static void agentmain(@Nullable String arguments, Instrumentation jvm) {
        start(arguments, jvm, true);
    }

    private static synchronized void start(@Nullable String arguments, Instrumentation jvm, boolean attached) {
        if (started) {
            System.err.println("[dapper] WARN The agent runs already; a second -javaagent or attachment is ignored.");
            return;
        }
        try {
            if (isDisabled() || JdkTools.isRunning()) {
                return;
            }
            started = true;
            File jar = jar();
            if (!isBootstrapVisible()) {
                // Unverified: the signatures of a jar that the operator chose are not ours to check, and it is slow.
                jvm.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
            }
            // This class may belong to the application's loader; all classes from here on come from the boot loader,
            // which takes precedence.
            AgentStart.start(jar, arguments, jvm, attached);
        } catch (Throwable e) {
            System.err.println("[dapper] WARN The agent could not start, the application runs without it: " + e);
        }
    }

    private static boolean isDisabled() {
        String property = System.getProperty("otel.javaagent.enabled");
        String value = property == null ? System.getenv("OTEL_JAVAAGENT_ENABLED") : property;
        return "false".equalsIgnoreCase(value);
    }

    /**
     * With {@code -Xbootclasspath/a:dapper-javaagent.jar} nothing is appended, so shared class archives stay in use.
     */
    private static boolean isBootstrapVisible() {
        try {
            Class.forName("dapper.bootstrap.Tracer", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static File jar() throws URISyntaxException {
        URL url = ClassLoader.getSystemResource(SELF);
        String text = url == null ? "" : url.toString();
        if (!text.startsWith("jar:") || !text.endsWith("!/" + SELF)) {
            throw new IllegalStateException("it does not run from dapper-javaagent.jar but from " + text);
        }
        return new File(new URI(text.substring("jar:".length(), text.length() - SELF.length() - "!/".length())));
    }
}
