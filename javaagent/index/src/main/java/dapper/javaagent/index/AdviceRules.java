// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import dapper.javaagent.index.ClassFacts.Method;
import dapper.javaagent.index.Reference.Kind;
import org.objectweb.asm.Opcodes;

/** Checks that an advice class still works when weaving pastes its code into a method of the library. */
final class AdviceRules {
    private final ModuleClasses module;

    AdviceRules(ModuleClasses module) {
        this.module = module;
    }

    void check(ClassFacts advice) {
        require(advice.isAdvice(), advice, "has no method with @Advice.OnMethodEnter or @Advice.OnMethodExit");
        require(
                advice.fields.isEmpty(),
                advice,
                "has fields, which the library cannot reach; move them to an injected class");
        for (Method method : advice.methods) {
            if (!method.name.equals("<init>")) {
                check(advice, method);
            }
        }
    }

    private void check(ClassFacts advice, Method method) {
        String where = method.name + "()";
        requireAdvice(advice, method);
        require((method.access & Opcodes.ACC_STATIC) != 0, advice, where + " is not static");
        require(
                method.suppressesThrowable,
                advice,
                where + " lacks suppress = Throwable.class; its exceptions would reach the application");
        require(
                !method.invokesDynamic,
                advice,
                where + " uses a lambda, a method reference or (above release 8) string concatenation; call an injected"
                        + " class instead");
        require(
                !method.loadsClassConstant,
                advice,
                where + " uses a class literal, which old class files do not know; call an injected class instead");
        for (Reference reference : method.references) {
            check(advice, where, reference);
        }
    }

    private static void requireAdvice(ClassFacts advice, Method method) {
        require(
                method.advice,
                advice,
                method.name
                        + "() is not advice, and advice cannot call it once it is inlined; move it to an injected class");
    }

    private void check(ClassFacts advice, String where, Reference reference) {
        require(
                reference.kind() != Kind.STATIC_INTERFACE_METHOD,
                advice,
                where + " calls a static method of the interface " + reference.owner()
                        + ", which old class files cannot; call an injected class instead");
        require(
                !reference.owner().startsWith("dapper/javaagent/")
                        && !reference.owner().startsWith("net/bytebuddy/"),
                advice,
                where + " uses " + reference.owner() + ", which the application cannot see");
        ClassFacts own = module.find(reference.owner());
        if (own == null) {
            return;
        }
        Method called = reference.kind().isMethod() ? own.method(reference.name(), reference.descriptor()) : null;
        if (own == advice && called != null) {
            requireAdvice(advice, called);
        }
        require(
                !own.isAdvice(),
                advice,
                where + " uses the advice class " + own.dotted() + ", which is not there at run time");
        require(
                own.isPublic(),
                advice,
                where + " uses " + own.dotted() + ", which must be public: it is called from the library");
        require(
                called == null || (called.access & Opcodes.ACC_PUBLIC) != 0,
                advice,
                where + " calls " + own.dotted() + '.' + reference.name()
                        + "(), which must be public: it is called from" + " the library");
    }

    private static void require(boolean fulfilled, ClassFacts advice, String what) {
        if (!fulfilled) {
            throw new RuleBroken("Advice " + advice.dotted() + ": " + what + '.');
        }
    }
}
