// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The headers that the operator wants as attributes of recorded requests and responses. The values of headers that
 * carry credentials are never recorded: such an attribute shows only that the header was there. Other values are as
 * long as the limits of spans let them.
 */
public final class CapturedHeaders {
    public static final CapturedHeaders SERVER_REQUEST = new CapturedHeaders("http.request.header.");
    public static final CapturedHeaders SERVER_RESPONSE = new CapturedHeaders("http.response.header.");
    public static final CapturedHeaders CLIENT_REQUEST = new CapturedHeaders("http.request.header.");
    public static final CapturedHeaders CLIENT_RESPONSE = new CapturedHeaders("http.response.header.");

    private static final String[] SECRETS = {"authorization", "cookie", "proxy-authorization", "set-cookie"};

    private final String prefix;
    private volatile Names names = new Names("");

    private CapturedHeaders(String prefix) {
        this.prefix = prefix;
    }

    /** Reads a header of a request or a response. One stateless object per library. */
    interface Values<C> {
        /** The value, several joined by commas; null if there is none. The match ignores case. */
        @Nullable
        String value(C carrier, String name);
    }

    /** @param headers their names in any case; none to stop */
    public void use(List<String> headers) {
        String[] lower = new String[headers.size()];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = headers.get(i).toLowerCase(Locale.ROOT);
        }
        names = new Names(prefix, lower);
    }

    /** Returns whether there is nothing to read. */
    boolean isEmpty() {
        return names.keys.length == 0;
    }

    <C> void describe(Span span, Values<C> values, C carrier) {
        Names names = this.names;
        for (int i = 0; i < names.keys.length; i++) {
            String value = values.value(carrier, names.lower[i]);
            if (value != null) {
                span.set(names.keys[i], new String[] {names.secret[i] ? "REDACTED" : value});
            }
        }
    }

    private static final class Names {
        private final String[] lower;
        private final AttributeKey[] keys;
        private final boolean[] secret;

        Names(String prefix, String... lower) {
            this.lower = lower;
            this.keys = new AttributeKey[lower.length];
            this.secret = new boolean[lower.length];
            for (int i = 0; i < lower.length; i++) {
                keys[i] = AttributeKey.of(prefix + lower[i]);
                for (String name : SECRETS) {
                    secret[i] |= lower[i].equals(name);
                }
            }
        }
    }
}
