// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.api.TypeInstrumentation;
import dapper.javaagent.api.TypeInstrumentation.MethodAdvice;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.inject.Applicability;
import dapper.javaagent.inject.JavaModules;
import dapper.javaagent.inject.TooEarlyException;
import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.IndexedInstrumentation;
import dapper.javaagent.match.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weaves a class that matched: the part of the work that may be expensive. */
final class ClassWeaver {
    private final ClassLoader agentLoader;
    private final ClassBytes classBytes;
    private final JavaModules modules;
    private final Applicability applicability;
    private final WovenClasses wovenClasses;
    private final Retransformation retransformation;
    private final ClassFileDump dump;

    /**
     * Made when the first class matches: Byte Buddy is most of the code that the agent may load, and many JVMs match
     * late.
     */
    private volatile @Nullable AdviceInliner inliner;

    ClassWeaver(
            ClassLoader agentLoader,
            ClassBytes classBytes,
            JavaModules modules,
            Applicability applicability,
            WovenClasses wovenClasses,
            Retransformation retransformation,
            ClassFileDump dump) {
        this.agentLoader = agentLoader;
        this.classBytes = classBytes;
        this.modules = modules;
        this.applicability = applicability;
        this.wovenClasses = wovenClasses;
        this.retransformation = retransformation;
        this.dump = dump;
    }

    /** Returns null if the class stays unchanged. */
    byte @Nullable [] weave(
            Target[] targets,
            @Nullable Object module,
            @Nullable ClassLoader loader,
            String internalName,
            @Nullable Class<?> redefined,
            byte[] classFile)
            throws ReflectiveOperationException {
        List<AdviceToWeave> advice;
        try {
            advice = applicableAdvice(targets, loader, redefined == null ? internalName : null);
        } catch (TooEarlyException e) {
            retransformation.later(new ClassName(loader, internalName));
            return null;
        }
        if (advice.isEmpty()) {
            return null;
        }
        byte[] woven = inliner().inline(advice, loader, internalName, classFile);
        if (woven == null) {
            return null;
        }
        modules.readUnnamed(module, loader);
        for (AdviceToWeave each : advice) {
            wovenClasses.add(each.instrumentation, new ClassName(loader, internalName));
        }
        if (AgentLog.isDebug()) {
            AgentLog.debug(internalName.replace('/', '.') + " is woven: " + names(advice));
        }
        dump.write(internalName, woven);
        return woven;
    }

    private static Set<String> names(List<AdviceToWeave> advice) {
        Set<String> names = new LinkedHashSet<>();
        for (AdviceToWeave each : advice) {
            names.add(each.instrumentation.name());
        }
        return names;
    }

    private AdviceInliner inliner() {
        AdviceInliner made = inliner;
        if (made == null) {
            made = new AdviceInliner(agentLoader, classBytes);
            inliner = made;
        }
        return made;
    }

    private List<AdviceToWeave> applicableAdvice(
            Target[] targets, @Nullable ClassLoader loader, @Nullable String loading)
            throws TooEarlyException, ReflectiveOperationException {
        List<AdviceToWeave> advice = new ArrayList<>();
        for (Target target : targets) {
            IndexedInstrumentation instrumentation = target.instrumentation;
            if (instrumentation.isSwitchedOff()) {
                continue;
            }
            TypeInstrumentation type = instrumentation.types(agentLoader).get(target.type);
            if (hasCompanion(type, loader) && applicability.isApplicable(instrumentation, loader, loading)) {
                for (MethodAdvice each : type.advice()) {
                    advice.add(new AdviceToWeave(instrumentation, each));
                }
            }
        }
        return advice;
    }

    private boolean hasCompanion(TypeInstrumentation type, @Nullable ClassLoader loader) {
        String companion = type.companion();
        return companion == null || classBytes.find(loader, companion.replace('.', '/')) != null;
    }
}
