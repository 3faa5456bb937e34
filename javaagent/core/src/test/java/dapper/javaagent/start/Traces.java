// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;

/** Makes finished traces. */
final class Traces {
    private Traces() {}

    static void record(String name) {
        ((Span) Tracer.startLocalRoot(null, name, SpanKind.SERVER, null, null)).end();
    }

    static void record(int count) {
        for (int i = 0; i < count; i++) {
            record("span-" + i);
        }
    }
}
