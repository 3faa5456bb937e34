// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import io.opentelemetry.api.trace.SpanKind;

@SuppressWarnings("deprecation") // replaced by the other library
class OldAnnotatedService {
    @io.opentelemetry.extension.annotations.WithSpan(value = "old work", kind = SpanKind.CLIENT)
    String work(@io.opentelemetry.extension.annotations.SpanAttribute("text") String text) {
        return text;
    }
}
