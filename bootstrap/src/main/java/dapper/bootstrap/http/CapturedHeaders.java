// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.Span;
import java.util.List;
import java.util.Locale;

/**
 * The headers that the operator wants as attributes of recorded requests. The values of headers that carry credentials
 * are never recorded: such an attribute shows only that the header was there.
 */
public final class CapturedHeaders {
    private static final String[] SECRETS = {"authorization", "cookie", "proxy-authorization", "set-cookie"};
    private static final String[] REDACTED = {"REDACTED"};

    private static volatile CapturedHeaders ofServerRequests = new CapturedHeaders(new String[0]);

    private final String[] names;
    private final AttributeKey[] keys;
    private final boolean[] secrets;

    private CapturedHeaders(String[] names) {
        this.names = names;
        this.keys = new AttributeKey[names.length];
        this.secrets = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = AttributeKey.of("http.request.header." + names[i]);
            for (String secret : SECRETS) {
                secrets[i] |= names[i].equals(secret);
            }
        }
    }

    /** @param names in any case */
    public static void useForServerRequests(List<String> names) {
        String[] lower = new String[names.size()];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = names.get(i).toLowerCase(Locale.ROOT);
        }
        ofServerRequests = new CapturedHeaders(lower);
    }

    /** Records the headers of a request that a server received. */
    static <Q> void describe(Span span, HeaderGetter<Q> getter, Q request) {
        ofServerRequests.addTo(span, getter, request);
    }

    /** Several values of one header are joined by commas. */
    private <Q> void addTo(Span span, HeaderGetter<Q> getter, Q request) {
        for (int i = 0; i < names.length; i++) {
            String value = getter.header(request, names[i]);
            if (value != null) {
                span.set(keys[i], secrets[i] ? REDACTED : new String[] {value});
            }
        }
    }
}
