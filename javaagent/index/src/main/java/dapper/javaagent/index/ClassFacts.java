// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** The facts about one class of the module that the rules need. Names are internal names. */
final class ClassFacts {
    final String name;
    final int access;
    final @Nullable String superName;
    final List<String> interfaces;
    final List<Method> methods = new ArrayList<>();
    final List<String> fields = new ArrayList<>();

    ClassFacts(String name, int access, @Nullable String superName, List<String> interfaces) {
        this.name = name;
        this.access = access;
        this.superName = superName;
        this.interfaces = interfaces;
    }

    /** One method and the references in its code. */
    static final class Method {
        final int access;
        final String name;
        final String descriptor;
        final Set<Reference> references = new LinkedHashSet<>();
        boolean advice;
        boolean suppressesThrowable;
        boolean invokesDynamic;
        boolean loadsClassConstant;

        Method(int access, String name, String descriptor) {
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }
    }

    /** Interfaces count too. */
    boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean isPublic() {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    boolean isAdvice() {
        return methods.stream().anyMatch(method -> method.advice);
    }

    String packageName() {
        return packageOf(name);
    }

    static String packageOf(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash);
    }

    @Nullable
    Method method(String methodName, String descriptor) {
        for (Method method : methods) {
            if (method.name.equals(methodName) && method.descriptor.equals(descriptor)) {
                return method;
            }
        }
        return null;
    }

    List<String> superTypes() {
        List<String> all = new ArrayList<>(interfaces);
        if (superName != null) {
            all.add(0, superName);
        }
        return all;
    }

    /** Everything the class refers to, including its supertypes. */
    Set<Reference> references() {
        Set<Reference> all = new LinkedHashSet<>();
        superTypes().forEach(type -> all.add(Reference.type(type)));
        methods.forEach(method -> all.addAll(method.references));
        return all;
    }

    String dotted() {
        return name.replace('/', '.');
    }
}
