// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.graphqljava.v12_0;

import graphql.ExecutionInput;
import graphql.language.Document;
import net.bytebuddy.asm.Advice;

/** Woven into the method that executes an operation of a document that was parsed and is valid. */
final class ParsedAdvice {
    private ParsedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Document document, @Advice.Argument(3) ExecutionInput input) {
        Operation.parsed(document, input);
    }
}
