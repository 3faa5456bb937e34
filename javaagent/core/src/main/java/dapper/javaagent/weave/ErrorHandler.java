// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.bootstrap.AdviceErrors;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;

/** The exception handler in woven code for an advice: calls {@code AdviceErrors.caught(thrown, number)}. */
final class ErrorHandler implements Advice.ExceptionHandler {
    private static final MethodDescription.InDefinedShape CAUGHT = caught();

    private final int instrumentation;

    ErrorHandler(String instrumentation) {
        this.instrumentation = AdviceErrors.number(instrumentation);
    }

    private static MethodDescription.InDefinedShape caught() {
        try {
            return new MethodDescription.ForLoadedMethod(
                    AdviceErrors.class.getMethod("caught", Throwable.class, int.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public StackManipulation resolve(MethodDescription instrumentedMethod, TypeDescription instrumentedType) {
        return new StackManipulation.Compound(
                IntegerConstant.forValue(instrumentation), MethodInvocation.invoke(CAUGHT));
    }
}
