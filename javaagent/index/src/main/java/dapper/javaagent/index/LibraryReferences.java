// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The symbols of the library that woven and injected code needs, so that they can be checked before anything is woven.
 */
final class LibraryReferences {
    private final ModuleClasses module;

    LibraryReferences(ModuleClasses module) {
        this.module = module;
    }

    SortedSet<Reference> of(Collection<ClassFacts> classes) {
        SortedSet<Reference> library = new TreeSet<>();
        for (ClassFacts facts : classes) {
            for (Reference reference : facts.references()) {
                add(reference, library);
            }
        }
        return library;
    }

    private void add(Reference reference, SortedSet<Reference> library) {
        ClassFacts own = module.find(reference.owner());
        if (own == null) {
            if (isOfLibrary(reference.owner())) {
                library.add(reference);
            }
        } else if (reference.kind() != Reference.Kind.TYPE && !declares(own, reference)) {
            inherited(own, reference, library);
        }
    }

    /**
     * A member used through a class of ours that inherits it from the library. With several library supertypes, its
     * owner is unknown here, so nothing is required; with one, it must be there.
     */
    private void inherited(ClassFacts own, Reference reference, SortedSet<Reference> library) {
        Set<String> above = new LinkedHashSet<>();
        if (!declaredAbove(own, reference, above) && above.size() == 1) {
            String owner = above.iterator().next();
            if (isOfLibrary(owner)) {
                library.add(reference.inheritedFrom(owner));
            }
        }
    }

    /** Returns whether a supertype of ours declares the member; collects the supertypes that are not ours. */
    private boolean declaredAbove(ClassFacts own, Reference reference, Set<String> above) {
        for (String superType : own.superTypes()) {
            ClassFacts parent = module.find(superType);
            if (parent == null) {
                if (!superType.equals("java/lang/Object")) {
                    above.add(superType);
                }
            } else if (declares(parent, reference) || declaredAbove(parent, reference, above)) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(ClassFacts facts, Reference reference) {
        if (!reference.kind().isMethod()) {
            return facts.fields.contains(reference.name());
        }
        return facts.method(reference.name(), reference.descriptor()) != null;
    }

    private static boolean isOfLibrary(String internalName) {
        return !internalName.startsWith("java/lang/")
                && !internalName.startsWith("java/util/")
                && !internalName.startsWith("java/io/")
                && !internalName.startsWith("dapper/bootstrap/");
    }
}
