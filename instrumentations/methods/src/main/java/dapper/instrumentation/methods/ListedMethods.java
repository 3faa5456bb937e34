// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.method.TracedMethod;
import dapper.javaagent.api.MethodRule;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/** The methods of a class that the operator lists. */
final class ListedMethods extends ClassMethods {
    private final MethodRule rule;

    ListedMethods(byte[] classFile, MethodRule rule) {
        super(classFile);
        this.rule = rule;
    }

    @Override
    @Nullable
    MethodVisitor visitMethod(String name, String descriptor, TracedMethod method) {
        if (rule.matchesMethod(name)) {
            add(name, descriptor, method);
        }
        return null;
    }
}
