// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallTarget;
import dapper.bootstrap.call.EndedCall;
import org.jspecify.annotations.Nullable;

/** A call that has ended and is not recorded. */
record EndedCallDouble(
        CallKind kind,
        String operation,
        @Nullable CallTarget target,
        @Nullable String statusName) implements EndedCall {
    static EndedCallDouble request(String operation) {
        return new EndedCallDouble(CallKind.HTTP_SERVER, operation, null, null);
    }

    @Override
    public @Nullable Span span() {
        return null;
    }
}
