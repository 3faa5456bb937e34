// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.api.TypeInstrumentation.MethodAdvice;
import dapper.javaagent.match.IndexedInstrumentation;

/** One advice for the current class. */
final class AdviceToWeave {
    final IndexedInstrumentation instrumentation;
    final MethodAdvice methodAdvice;

    AdviceToWeave(IndexedInstrumentation instrumentation, MethodAdvice methodAdvice) {
        this.instrumentation = instrumentation;
        this.methodAdvice = methodAdvice;
    }
}
