// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import org.jspecify.annotations.Nullable;

/**
 * Classes whose supertypes are never looked up. Exact targets are matched before this check, so an entry affects
 * hierarchies only: no prefix may cover a class with which an application could extend a woven type.
 */
public final class IgnoredClasses {
    private static final String[] PREFIXES = {
        // The agent itself and other agents.
        "dapper/bootstrap/",
        "dapper/sampling/",
        "dapper/shaded/",
        "io/opentelemetry/javaagent/",
        "io/opentelemetry/instrumentation/",
        "datadog/",
        "co/elastic/apm/agent/",
        "org/apache/skywalking/apm/",
        "com/navercorp/pinpoint/",
        "com/newrelic/agent/",
        "com/dynatrace/",
        "org/glowroot/",
        "com/contrastsecurity/",
        "com/intellij/rt/",
        "org/jacoco/agent/",
        // Class generators, and the languages' own libraries.
        unrelocated(" net/bytebuddy/"),
        "javassist/",
        "org/objectweb/asm/",
        unrelocated(" kotlin/"),
        "scala/",
        "clojure/",
        "groovy/",
        "org/codehaus/groovy/",
        "org/apache/groovy/",
        // Large, and nothing in them serves, calls or queries.
        "org/slf4j/",
        "ch/qos/logback/",
        "org/apache/logging/",
        "org/apache/commons/lang3/",
        "com/fasterxml/jackson/core/",
        "com/fasterxml/jackson/databind/",
        "org/yaml/snakeyaml/",
        "org/springframework/core/",
        "org/springframework/beans/",
        "org/springframework/expression/",
        "org/springframework/aop/",
        "org/springframework/asm/",
        "org/springframework/cglib/",
        "org/springframework/boot/autoconfigure/condition/",
        "org/hibernate/",
    };

    /** The text after "$$" in the names of generated classes that wrap a class that is woven itself. */
    private static final String[] GENERATED = {
        "EnhancerBy", "FastClassBy", "SpringCGLIB", "KeyFactoryBy", "_jvst", "_javassist", "_WeldClientProxy"
    };

    private static final String[] GENERATED_ELSEWHERE = {"$HibernateProxy$", "$ByteBuddy$", "$MockitoMock$"};

    /** Prefixes of the names of other agents' class loaders: their libraries are not the application's. */
    private static final String[] AGENT_LOADERS = {
        "io.opentelemetry.javaagent.",
        "datadog.trace.",
        "co.elastic.apm.agent.",
        "org.apache.skywalking.apm.",
        "com.navercorp.pinpoint.",
        "com.newrelic.",
        "com.dynatrace.",
        "org.glowroot.",
    };

    private static final String LAMBDA = "Lambda";
    private static final String PROXY = "$Proxy";

    private IgnoredClasses() {}

    /**
     * The build relocates every string that begins like one of our libraries; these refer to the application's own
     * copy.
     */
    private static String unrelocated(String blankAndPrefix) {
        return blankAndPrefix.substring(1);
    }

    public static boolean contains(String internalName) {
        for (String prefix : PREFIXES) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return isGenerated(internalName);
    }

    private static boolean isGenerated(String internalName) {
        int dollar = internalName.indexOf('$');
        if (dollar < 0) {
            return internalName.startsWith("sun/reflect/") || internalName.startsWith("jdk/internal/");
        }
        int dollars = internalName.indexOf("$$", dollar);
        return dollars >= 0 && (continues(internalName, dollars + 2, GENERATED) || isLambda(internalName, dollars + 2))
                || contains(internalName, dollar, GENERATED_ELSEWHERE)
                || isJdkProxy(internalName);
    }

    /** Matches {@code $$Lambda}, followed by nothing, a number or the address of a hidden class: not a longer word. */
    private static boolean isLambda(String internalName, int at) {
        int end = at + LAMBDA.length();
        return internalName.startsWith(LAMBDA, at)
                && (end == internalName.length() || internalName.charAt(end) == '$' || internalName.charAt(end) == '/');
    }

    /** Matches {@code $Proxy} and a number, in any package: an ordinary class may have the word in its name. */
    private static boolean isJdkProxy(String internalName) {
        int at = internalName.lastIndexOf('/') + 1;
        if (!internalName.startsWith(PROXY, at) || internalName.length() == at + PROXY.length()) {
            return false;
        }
        for (int i = at + PROXY.length(); i < internalName.length(); i++) {
            if (internalName.charAt(i) < '0' || internalName.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean continues(String internalName, int at, String[] words) {
        for (String word : words) {
            if (internalName.startsWith(word, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String internalName, int from, String[] words) {
        for (String word : words) {
            if (internalName.indexOf(word, from) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the loader belongs to another agent. Nothing of it is woven, not even an exact target. */
    public static boolean isOfAnotherAgent(@Nullable ClassLoader loader) {
        if (loader != null) {
            String type = loader.getClass().getName();
            for (String prefix : AGENT_LOADERS) {
                if (type.startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether the supertypes of the loader's classes are never looked up. */
    public static boolean isIgnoredLoader(@Nullable ClassLoader loader) {
        if (loader == null) {
            return false;
        }
        String type = loader.getClass().getName();
        return type.equals("sun.reflect.DelegatingClassLoader")
                || type.equals("jdk.internal.reflect.DelegatingClassLoader")
                || type.equals("org.codehaus.groovy.runtime.callsite.CallSiteClassLoader")
                || type.equals("clojure.lang.DynamicClassLoader");
    }
}
