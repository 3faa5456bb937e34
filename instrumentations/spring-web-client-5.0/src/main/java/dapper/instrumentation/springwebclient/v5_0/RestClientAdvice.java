// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebclient.v5_0;

import dapper.bootstrap.http.UrlTemplate;
import java.net.URI;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of {@code RestClient} that makes the request; Spring keeps the template as an attribute. */
final class RestClientAdvice {
    private RestClientAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable UrlTemplate enter(
            @Advice.FieldValue("uri") @Nullable URI uri,
            @Advice.FieldValue("attributes") @Nullable Map<String, Object> attributes) {
        Object template =
                attributes == null ? null : attributes.get("org.springframework.web.client.RestClient.uriTemplate");
        return UrlTemplate.enter(template instanceof String ? (String) template : null, uri);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable UrlTemplate previous) {
        UrlTemplate.leave(previous);
    }
}
