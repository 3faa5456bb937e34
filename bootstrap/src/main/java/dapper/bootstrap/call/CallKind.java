// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.SpanKind;

/** A kind of calls. Two calls of one kind, one directly inside the other, are one call: the outer one. */
public enum CallKind {
    HTTP_SERVER(SpanKind.SERVER),
    HTTP_CLIENT(SpanKind.CLIENT),
    RPC_SERVER(SpanKind.SERVER),
    RPC_CLIENT(SpanKind.CLIENT),
    DATABASE(SpanKind.CLIENT),
    MESSAGE_SEND(SpanKind.PRODUCER),
    MESSAGE_RECEIVE(SpanKind.CLIENT),
    MESSAGE_PROCESS(SpanKind.CONSUMER),
    JOB(SpanKind.INTERNAL);

    private final SpanKind spanKind;

    CallKind(SpanKind spanKind) {
        this.spanKind = spanKind;
    }

    SpanKind spanKind() {
        return spanKind;
    }
}
