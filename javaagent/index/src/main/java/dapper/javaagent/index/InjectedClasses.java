// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The classes of the module that must be defined beside the library so that the advice finds them. */
final class InjectedClasses {
    private final ModuleClasses module;

    InjectedClasses(ModuleClasses module) {
        this.module = module;
    }

    /** Everything of the module reachable from the advice, supertypes first. */
    List<ClassFacts> reachableFrom(Collection<ClassFacts> advice) {
        Set<ClassFacts> reached = new LinkedHashSet<>();
        Deque<ClassFacts> open = new ArrayDeque<>(advice);
        while (!open.isEmpty()) {
            ClassFacts from = open.remove();
            for (Reference reference : from.references()) {
                ClassFacts to = module.find(reference.owner());
                if (to != null && mustBeInjected(from, to) && reached.add(to)) {
                    open.add(to);
                }
            }
        }
        List<ClassFacts> ordered = new ArrayList<>();
        reached.forEach(facts -> addAfterSuperTypes(facts, reached, ordered));
        return ordered;
    }

    private boolean mustBeInjected(ClassFacts from, ClassFacts to) {
        if (ModuleClasses.isBoot(to.name) || to.isAdvice()) {
            return false;
        }
        if (module.isInstrumentation(to)) {
            throw new RuleBroken("Class " + from.dotted() + " uses the definition " + to.dotted()
                    + ", which stays in the agent. Move what they share to a class of its own.");
        }
        return true;
    }

    private void addAfterSuperTypes(ClassFacts facts, Set<ClassFacts> reached, List<ClassFacts> ordered) {
        if (ordered.contains(facts)) {
            return;
        }
        for (String superType : facts.superTypes()) {
            ClassFacts above = module.find(superType);
            if (above != null && reached.contains(above)) {
                addAfterSuperTypes(above, reached, ordered);
            }
        }
        ordered.add(facts);
    }
}
