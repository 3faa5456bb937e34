// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.inject.ClassInjector;
import dapper.javaagent.inject.ModuleTransformer;
import dapper.javaagent.inject.Reentrance;
import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.ClassOutline;
import dapper.javaagent.match.Exclusions;
import dapper.javaagent.match.Hierarchy;
import dapper.javaagent.match.IgnoredClasses;
import dapper.javaagent.match.InstrumentationIndex;
import dapper.javaagent.match.InstrumentationLog;
import dapper.javaagent.match.Target;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * The only transformer of the agent. Decides for every loaded class whether it is woven, on the thread that loads it.
 * Nearly all are not, and cost a look-up of their name and, if the index has hierarchies, of the names of their
 * supertypes. Never throws: a class that cannot be woven stays unchanged.
 */
@SuppressWarnings("ReferenceEquality") // class loaders are compared by identity
final class WeavingTransformer implements ModuleTransformer {
    private final InstrumentationIndex index;
    private final @Nullable Exclusions exclusions;
    private final ClassBytes classBytes;
    private final Hierarchy hierarchy;
    private final ClassWeaver weaver;
    private final ClassInjector injector;
    private final Reentrance reentrance;
    private final Retransformation retransformation;
    private final InstrumentationLog log;
    private final ClassLoader agentLoader;
    private final @Nullable ClassLoader platformLoader;

    WeavingTransformer(
            InstrumentationIndex index,
            @Nullable Exclusions exclusions,
            ClassBytes classBytes,
            ClassWeaver weaver,
            ClassInjector injector,
            Reentrance reentrance,
            Retransformation retransformation,
            InstrumentationLog log,
            ClassLoader agentLoader) {
        this.index = index;
        this.exclusions = exclusions;
        this.classBytes = classBytes;
        this.hierarchy = new Hierarchy(index, classBytes, injector);
        this.weaver = weaver;
        this.injector = injector;
        this.reentrance = reentrance;
        this.retransformation = retransformation;
        this.log = log;
        this.agentLoader = agentLoader;
        this.platformLoader = agentLoader.getParent();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        return transform(null, loader, internalName, redefined, classFile);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Object module,
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            byte[] classFile) {
        if (internalName == null || loader == agentLoader) {
            return null;
        }
        Target[] exact = index.exact(internalName);
        if (exact.length == 0 && !isHierarchyCandidate(loader, internalName)) {
            return null;
        }
        if (IgnoredClasses.isOfAnotherAgent(loader)) {
            return null;
        }
        if (index.isNeeded(internalName)) {
            classBytes.remember(loader, internalName, classFile);
        }
        if (exclusions != null && (exclusions.containsClass(internalName) || exclusions.containsLoader(loader))) {
            return null;
        }
        if (!reentrance.enter()) {
            retransformation.later(new ClassName(loader, internalName));
            return null;
        }
        try {
            boolean candidate = isHierarchyCandidate(loader, internalName);
            if (candidate && redefined == null && hierarchy.mustWait(loader, classFile)) {
                retransformation.later(new ClassName(loader, internalName));
            }
            ClassOutline outline = new ClassOutline(classFile);
            Target[] targets = candidate ? matches(exact, loader, internalName, redefined, outline) : exact;
            // A library may have an interface with the name of another version's class: Jetty 12 with that of Jetty 9's
            // channel.
            return targets.length == 0 || outline.isInterface()
                    ? null
                    : weaver.weave(targets, module, loader, internalName, redefined, classFile);
        } catch (Throwable e) {
            log.warn("Class " + internalName.replace('/', '.') + " is not instrumented: " + e);
            return null;
        } finally {
            reentrance.leave();
        }
    }

    /** Annotations come first: they describe a method that the operator may list too. */
    private Target[] matches(
            Target[] exact,
            @Nullable ClassLoader loader,
            String internalName,
            @Nullable Class<?> redefined,
            ClassOutline outline) {
        Target[] targets = Target.union(index.annotated(outline), exact);
        targets = Target.union(targets, hierarchy.match(loader, internalName, redefined, outline));
        return Target.union(targets, index.beginning(internalName));
    }

    /** Returns whether to check which types this class extends or implements. */
    boolean isHierarchyCandidate(@Nullable ClassLoader loader, String internalName) {
        return loader != null
                && loader != platformLoader
                && index.hasHierarchies()
                && !IgnoredClasses.contains(internalName)
                && !injector.isInjected(internalName)
                && !IgnoredClasses.isIgnoredLoader(loader);
    }
}
