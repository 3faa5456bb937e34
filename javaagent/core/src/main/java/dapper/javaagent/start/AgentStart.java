// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.javaagent.beside.AgentOptions;
import dapper.javaagent.beside.OtherTracers;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.match.InstrumentationLog;
import dapper.javaagent.weave.Weaving;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent, in the boot class loader, on the thread that is about to run the application: reads the
 * configuration, starts recording, installs the transformer. Slow work continues in background threads.
 */
public final class AgentStart {
    private AgentStart() {}

    /**
     * Starts everything, once.
     *
     * @param jar the agent's own
     * @param attached true if the application is already running; its next request is traced when this returns
     */
    public static void start(File jar, @Nullable String arguments, Instrumentation jvm, boolean attached)
            throws Exception {
        long begun = System.nanoTime();
        AgentConfig config = AgentConfig.load(arguments);
        if (!config.isEnabled()) {
            return;
        }
        List<String> agents = AgentOptions.ofThisJvm();
        String tracer = config.besideOthers() ? null : OtherTracers.find(jvm, agents);
        if (tracer != null) {
            AgentLog.warn("Another tracing agent runs in this JVM, " + tracer + ", so this one steps back: both would"
                    + " record every request. Remove one of the two, or set " + AgentConfig.BESIDE_OTHERS
                    + "=true to run both.");
            return;
        }
        String replaced = attached ? null : OtherTracers.replaced(jar, agents);
        if (replaced != null) {
            AgentLog.warn(
                    "-javaagent names " + replaced + ", and the JVM runs " + jar + " in its place, because that is"
                            + " beside it (or on -Xbootclasspath/a). Leave only one of the two jars there.");
        }
        if (!config.exclusions().isEmpty()) {
            AgentLog.info("nothing is woven into " + config.exclusions());
        }
        StartSteps steps = AgentLog.isDebug() ? new StartSteps(jvm, begun) : null;
        ApplicationLogging.watch(jvm);
        AgentClassLoader agentLoader = new AgentClassLoader(jar);
        Recording recording = Recording.install(config, agentLoader);
        done(steps, "recording");
        Weaving weaving = Weaving.start(
                jvm, agentLoader, new ConfiguredSelection(config), config.dumpDirectory(), new StandardError());
        done(steps, "weaving");
        recording.deliver(weaving);
        if (attached) {
            weaving.weaveLoaded();
        }
        // For tools that attach another agent, mainly "dapper attach": they can read nothing else from outside.
        System.setProperty("dapper.javaagent.running", "true");
        serve(new Server(weaving, attached, config, steps));
    }

    /** Weaving and recording continue without that thread. */
    private static void serve(Server server) {
        try {
            new AgentThreads("dapper-weave").newThread(server).start();
        } catch (OutOfMemoryError e) {
            AgentLog.warn("some classes stay uninstrumented, the agent cannot start a thread for them: " + e);
        }
    }

    private static void done(@Nullable StartSteps steps, String step) {
        if (steps != null) {
            steps.done(step);
        }
    }

    /** A named class instead of a lambda: linking the first lambda costs the start tens of milliseconds. */
    private static final class StandardError implements InstrumentationLog {
        @Override
        public void warn(String line) {
            AgentLog.warn(line);
        }
    }

    private static final class Server implements Runnable {
        private final Weaving weaving;
        private final boolean loadedAreWoven;
        private final AgentConfig config;
        private final @Nullable StartSteps steps;

        Server(Weaving weaving, boolean loadedAreWoven, AgentConfig config, @Nullable StartSteps steps) {
            this.weaving = weaving;
            this.loadedAreWoven = loadedAreWoven;
            this.config = config;
            this.steps = steps;
        }

        @Override
        public void run() {
            if (!loadedAreWoven) {
                weaving.weaveLoaded();
            }
            if (steps != null) {
                Diagnosis.print(config, weaving, steps);
            }
            weaving.serve();
        }
    }
}
