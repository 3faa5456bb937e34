// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.method.TracedMethod;
import dapper.javaagent.api.MethodRules;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/** The annotated methods of a class, without those that the operator excludes. */
final class AnnotatedMethods extends ClassMethods {
    private final MethodRules rules;

    AnnotatedMethods(byte[] classFile, MethodRules rules) {
        super(classFile);
        this.rules = rules;
    }

    @Override
    @Nullable
    MethodVisitor visitMethod(String name, String descriptor, TracedMethod method) {
        return rules.excludes(typeName(), name)
                ? null
                : new AnnotationReader(method, descriptor, annotated -> add(name, descriptor, annotated));
    }
}
