// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.googlehttpclient.v1_19;

import com.google.api.client.http.HttpHeaders;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.http.ClientCalls;
import org.jspecify.annotations.Nullable;

/** Headers on their way to the network and, as soon as one changes, their copy: the application keeps the original. */
public final class HeadersCopy {
    private static final HeaderSetter<HeadersCopy> SETTER = new HeaderSetter<HeadersCopy>() {
        @Override
        public void setHeader(HeadersCopy headers, String name, String value) {
            headers.copy().set(name, value);
        }

        @Override
        public void removeHeader(HeadersCopy headers, String name) {
            if (headers.original.get(name) != null) {
                headers.copy().set(name, null);
            }
        }
    };

    private final HttpHeaders original;
    private @Nullable HttpHeaders copy;

    private HeadersCopy(HttpHeaders original) {
        this.original = original;
    }

    private HttpHeaders copy() {
        HttpHeaders existing = copy;
        if (existing == null) {
            existing = original.clone();
            copy = existing;
        }
        return existing;
    }

    /** Returns the headers with those of the call that the running thread makes, if there is one. */
    public static HttpHeaders withTrace(HttpHeaders headers) {
        if (!GoogleCalls.isOfLibrary(headers)) {
            return headers;
        }
        HeadersCopy copy = new HeadersCopy(headers);
        ClientCalls.injectCurrent(SETTER, copy);
        return copy.copy == null ? headers : copy.copy;
    }
}
