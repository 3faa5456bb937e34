// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.weave.InstrumentationState;
import dapper.javaagent.weave.Instrumentations;
import java.util.List;

/** Prints everything needed to explain the agent's behaviour: {@code OTEL_JAVAAGENT_DEBUG=true}. Background thread. */
final class Diagnosis {
    private static final int LONGEST_VALUE = 2_000;

    private Diagnosis() {}

    static void print(AgentConfig config, Instrumentations instrumentations, StartSteps steps) {
        AgentLog.debug("agent " + AgentVersion.get());
        jvm();
        classPath();
        section("configuration", config.explain());
        AgentLog.debug("instrumentations:");
        for (InstrumentationState each : instrumentations.states()) {
            AgentLog.debug("  " + each);
        }
        section("start", steps.lines());
    }

    private static void section(String title, List<String> lines) {
        AgentLog.debug(title + ":");
        for (String line : lines) {
            AgentLog.debug("  " + line);
        }
    }

    private static void jvm() {
        AgentLog.debug("JVM: " + property("java.vm.name") + " " + property("java.vm.version") + " ("
                + property("java.vm.info") + ") of " + property("java.vm.vendor") + " at " + property("java.home"));
        Runtime runtime = Runtime.getRuntime();
        AgentLog.debug("system: " + property("os.name") + " " + property("os.version") + " " + property("os.arch")
                + ", " + runtime.availableProcessors() + " processors, heap " + (runtime.maxMemory() >> 20)
                + " MiB at most");
    }

    /** {@code java.vm.info} holds the state of class data sharing. */
    private static void classPath() {
        AgentLog.debug("main class: " + firstWord(property("sun.java.command")));
        AgentLog.debug("class path: " + property("java.class.path"));
        AgentLog.debug("dapper.bootstrap comes from "
                + (Tracer.class.getClassLoader() == null ? "the boot class path" : "a class loader of the application")
                + "; classes of the agent from " + Diagnosis.class.getClassLoader());
    }

    /** Arguments may be secrets. */
    private static String firstWord(String command) {
        int space = command.indexOf(' ');
        return space < 0 ? command : command.substring(0, space);
    }

    private static String property(String name) {
        String value = System.getProperty(name, "unknown");
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
    }
}
