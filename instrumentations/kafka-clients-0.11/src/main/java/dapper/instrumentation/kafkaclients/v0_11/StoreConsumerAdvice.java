// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Woven into the constructors of the classes that fill stores from topics; one argument is their consumer. */
final class StoreConsumerAdvice {
    private StoreConsumerAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.AllArguments(typing = Assigner.Typing.DYNAMIC) Object[] arguments) {
        Streaming.fillsStores(arguments);
    }
}
