// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import dapper.instrumentation.httpurlconnection.boot.RequestLines;
import java.lang.reflect.AccessibleObject;
import net.bytebuddy.asm.Advice;

/** Woven into the methods in which the application sets a header. */
final class PropertyAdvice {
    private PropertyAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) String name) throws ReflectiveOperationException {
        AccessibleObject[] members = RequestLines.closed(name);
        if (members != null) {
            AccessibleObject.setAccessible(members, true);
            RequestLines.opened(members);
        }
    }
}
