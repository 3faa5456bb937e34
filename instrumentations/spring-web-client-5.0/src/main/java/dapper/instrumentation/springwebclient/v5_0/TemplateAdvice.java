// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebclient.v5_0;

import dapper.bootstrap.http.UrlTemplate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of {@code RestTemplate} that all methods with a template call. */
final class TemplateAdvice {
    private TemplateAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable UrlTemplate enter(@Advice.Argument(0) @Nullable String template) {
        return UrlTemplate.enter(template, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable UrlTemplate previous) {
        UrlTemplate.leave(previous);
    }
}
