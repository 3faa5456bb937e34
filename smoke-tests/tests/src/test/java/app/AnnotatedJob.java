// SPDX-License-Identifier: Apache-2.0
package app;

import io.opentelemetry.instrumentation.annotations.WithSpan;

/** A class that is woven because of an annotation. */
final class AnnotatedJob {
    @WithSpan
    boolean run() {
        return true;
    }
}
