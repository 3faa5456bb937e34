// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.HeaderGetter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The original request as described by the proxies before this server: RFC 7239's {@code Forwarded}, else the
 * {@code X-Forwarded-*} headers. Only the first entry counts, which the proxy nearest to the client wrote. Any client
 * can send these headers, so values that violate the grammar are ignored.
 */
final class Forwarded {
    /** Most requests come without a proxy, or from one that writes nothing. */
    private static final Forwarded NONE = new Forwarded(null, null, null, null);

    private final @Nullable String forwarded;
    private final @Nullable String forHeader;
    private final @Nullable String hostHeader;
    private final @Nullable String protoHeader;

    private Forwarded(
            @Nullable String forwarded,
            @Nullable String forHeader,
            @Nullable String hostHeader,
            @Nullable String protoHeader) {
        this.forwarded = forwarded;
        this.forHeader = forHeader;
        this.hostHeader = hostHeader;
        this.protoHeader = protoHeader;
    }

    static <Q> Forwarded of(HeaderGetter<Q> getter, Q request) {
        String forwarded = ForwardedSyntax.check(getter.header(request, "forwarded"));
        String forHeader = getter.header(request, "x-forwarded-for");
        String hostHeader = getter.header(request, "x-forwarded-host");
        String protoHeader = getter.header(request, "x-forwarded-proto");
        return forwarded == null && forHeader == null && hostHeader == null && protoHeader == null
                ? NONE
                : new Forwarded(forwarded, forHeader, hostHeader, protoHeader);
    }

    /** The client's address without port. */
    @Nullable
    String client() {
        Authority client = Authority.parse(either(parameter(forwarded, "for"), forHeader));
        return client == null || !client.isAddress() && !ForwardedSyntax.isHiddenName(client.host) ? null : client.host;
    }

    @Nullable
    Authority host() {
        return Authority.parse(either(parameter(forwarded, "host"), hostHeader));
    }

    /** In lower case. */
    @Nullable
    String scheme() {
        String scheme = either(parameter(forwarded, "proto"), protoHeader);
        return scheme == null || !ForwardedSyntax.isScheme(scheme) ? null : scheme.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String either(@Nullable String parameter, @Nullable String header) {
        if (parameter != null || header == null) {
            return parameter;
        }
        int comma = header.indexOf(',');
        String first = (comma < 0 ? header : header.substring(0, comma)).trim();
        return first.isEmpty() ? null : first;
    }

    /** A parameter of the first element, unquoted. */
    private static @Nullable String parameter(@Nullable String header, String name) {
        if (header == null) {
            return null;
        }
        int length = header.length();
        int start = 0;
        while (start < length) {
            int end = endOfPair(header, start);
            int equals = header.indexOf('=', start);
            if (equals > 0
                    && equals < end
                    && header.substring(start, equals).trim().equalsIgnoreCase(name)) {
                String value = unquote(header.substring(equals + 1, end).trim());
                return value.isEmpty() ? null : value;
            }
            if (end == length || header.charAt(end) == ',') {
                return null;
            }
            start = end + 1;
        }
        return null;
    }

    /** The next semicolon or comma outside quotes. */
    private static int endOfPair(String header, int from) {
        boolean quoted = false;
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ',')) {
                return i;
            }
        }
        return header.length();
    }

    private static String unquote(String value) {
        int last = value.length() - 1;
        if (last < 1 || value.charAt(0) != '"') {
            return value;
        }
        StringBuilder text = new StringBuilder(last);
        for (int i = 1; i < last; i++) {
            text.append(value.charAt(value.charAt(i) == '\\' && i + 1 < last ? ++i : i));
        }
        return text.toString();
    }
}
