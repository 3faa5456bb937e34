// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebclient.v5_0;

import dapper.bootstrap.http.UrlTemplate;
import java.net.URI;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code doExecute}, which gets the URL that the template has become. */
final class ExpandedAdvice {
    private ExpandedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable URI uri) {
        if (uri != null) {
            UrlTemplate.expanded(uri);
        }
    }
}
