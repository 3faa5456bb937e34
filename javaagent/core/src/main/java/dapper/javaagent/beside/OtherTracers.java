// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.beside;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Recognises another tracing agent in this JVM, once, on the thread that starts ours. Two would weave the same classes,
 * record every request twice and overwrite each other's headers. Also recognises another jar of ours that the JVM may
 * have used in place of the requested one.
 *
 * <p>An agent that was started before ours has a class with a {@code premain} in the system class loader. One that
 * starts after ours appears in the options of the JVM only.
 */
public final class OtherTracers {
    private static final String ATTRIBUTE = "Premain-Class:";

    private static final String OURS = "dapper.javaagent.DapperAgent";

    /** The package of the class that the JVM calls, and its vendor. */
    private static final String[][] KNOWN = {
        {"io.opentelemetry.javaagent.", "OpenTelemetry"},
        {"com.splunk.opentelemetry.", "Splunk"},
        {"co.elastic.otel.", "Elastic"},
        {"co.elastic.apm.agent.", "Elastic APM"},
        {"com.microsoft.applicationinsights.agent.", "Application Insights"},
        {"datadog.trace.bootstrap.", "Datadog"},
        {"com.newrelic.", "New Relic"},
        {"org.apache.skywalking.apm.agent.", "SkyWalking"},
        {"com.navercorp.pinpoint.", "Pinpoint"},
        {"com.dynatrace.", "Dynatrace"},
        {"com.appdynamics.", "AppDynamics"},
        {"com.singularity.ee.agent.", "AppDynamics"},
        {"com.instana.", "Instana"},
        {"org.glowroot.agent.", "Glowroot"},
        {"org.hypertrace.agent.", "Hypertrace"},
        {"kanela.agent.", "Kamon"},
        {"scouter.agent.", "Scouter"},
        {"io.opentracing.contrib.specialagent.", "OpenTracing"},
        {"com.wavefront.opentracing.", "Wavefront"},
    };

    private OtherTracers() {}

    /**
     * Returns the vendor and main class of another agent, or null if there is none.
     *
     * @param jars named by the options
     */
    public static @Nullable String find(Instrumentation jvm, List<String> jars) {
        String started = among(jvm.getInitiatedClasses(ClassLoader.getSystemClassLoader()));
        return started == null ? named(jars) : started;
    }

    /**
     * Returns our jar named by the options if another one runs in its place, otherwise null. {@code Boot-Class-Path} is
     * a name without a folder, so the JVM may find another version beside the jar and use that one first.
     *
     * @param running the jar of the running classes
     */
    public static @Nullable String replaced(File running, List<String> jars) {
        String ours = null;
        for (String jar : jars) {
            if (isSame(new File(jar), running)) {
                return null;
            }
            ours = OURS.equals(premainClass(jar)) ? jar : ours;
        }
        return ours;
    }

    private static boolean isSame(File one, File other) {
        try {
            return one.equals(other) || one.getCanonicalFile().equals(other.getCanonicalFile());
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    static @Nullable String among(Class<?>[] classes) {
        for (Class<?> each : classes) {
            String known = describe(each.getName());
            if (known != null && isAgent(each)) {
                return known;
            }
        }
        return null;
    }

    /** The application may use an API of the same vendor. */
    private static boolean isAgent(Class<?> type) {
        return hasPremain(type, String.class, Instrumentation.class) || hasPremain(type, String.class);
    }

    private static boolean hasPremain(Class<?> type, Class<?>... parameters) {
        try {
            return Modifier.isStatic(
                    type.getDeclaredMethod("premain", parameters).getModifiers());
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }

    static @Nullable String named(List<String> jars) {
        if (jars.size() < 2) {
            return null; // ourselves
        }
        for (String jar : jars) {
            String premainClass = premainClass(jar);
            String known = premainClass == null ? null : describe(premainClass);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private static @Nullable String describe(String className) {
        for (String[] each : KNOWN) {
            if (className.startsWith(each[0])) {
                return each[1] + " (" + className + ")";
            }
        }
        return null;
    }

    /** Reads without java.util.jar, which would check signatures. Returns null if the jar is not an agent. */
    private static @Nullable String premainClass(String jar) {
        try (ZipFile file = new ZipFile(jar)) {
            ZipEntry manifest = file.getEntry("META-INF/MANIFEST.MF");
            return manifest == null ? null : attribute(text(file.getInputStream(manifest)));
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /**
     * Manifests break lines, so a name of more than 57 characters is cut; the known packages differ before that point.
     */
    private static @Nullable String attribute(String manifest) {
        int at = manifest.startsWith(ATTRIBUTE) ? 0 : manifest.indexOf('\n' + ATTRIBUTE) + 1;
        if (at == 0 && !manifest.startsWith(ATTRIBUTE)) {
            return null;
        }
        int end = manifest.indexOf('\n', at);
        return manifest.substring(at + ATTRIBUTE.length(), end < 0 ? manifest.length() : end)
                .trim();
    }

    private static String text(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
            byte[] buffer = new byte[1_024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        }
    }
}
