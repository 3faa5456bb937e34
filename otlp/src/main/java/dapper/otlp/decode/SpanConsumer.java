// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import dapper.storage.Span;

/** Receives decoded spans, one by one, on the decoding thread. */
@FunctionalInterface
public interface SpanConsumer {
    /**
     * @param span within the limits, otherwise unchecked: ids that could not be read are zero
     * @param parentIdReadable false if there is a parent id that could not be read; the span has none then
     */
    void accept(Span span, boolean parentIdReadable);
}
