// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

/**
 * Removes secrets from URLs that would let a reader of a trace act as the user: credentials, signatures, session ids.
 *
 * <p>The query parameters are those the semantic conventions list. A URL without secrets, as nearly all are, is
 * returned unchanged.
 */
final class Redaction {
    private static final String REDACTED = "REDACTED";
    private static final String SESSION = ";jsessionid=";

    private Redaction() {}

    /** An absolute URL. */
    static String url(String url) {
        if (url.indexOf('?') < 0 && url.indexOf('@') < 0 && url.indexOf(';') < 0) {
            return url;
        }
        if (url.indexOf('@') < 0 && url.indexOf(SESSION) < 0 && !hasSensitiveParameter(url, url.indexOf('?') + 1)) {
            return url;
        }
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        int question = url.indexOf('?');
        int headEnd = question < 0 || question > end ? end : question;
        String head = url.substring(0, headEnd);
        String query = url.substring(headEnd, end);
        String cleanHead = path(withoutUserInfo(head));
        String cleanQuery = query.isEmpty() ? query : '?' + query(query.substring(1));
        return head.equals(cleanHead) && query.equals(cleanQuery) ? url : cleanHead + cleanQuery + url.substring(end);
    }

    private static String withoutUserInfo(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return url;
        }
        int authority = scheme + 3;
        int end = url.indexOf('/', authority);
        int at = url.lastIndexOf('@', end < 0 ? url.length() : end);
        return at < authority ? url : url.substring(0, authority) + REDACTED + ':' + REDACTED + url.substring(at);
    }

    static String path(String path) {
        int session = path.indexOf(SESSION);
        if (session < 0) {
            return path;
        }
        int value = session + SESSION.length();
        int end = value;
        while (end < path.length() && ";/?#".indexOf(path.charAt(end)) < 0) {
            end++;
        }
        return path.substring(0, value) + REDACTED + path.substring(end);
    }

    /** The part between {@code ?} and {@code #}. */
    static String query(String query) {
        StringBuilder clean = null;
        int copied = 0;
        int length = query.length();
        for (int start = 0; start < length; ) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = length;
            }
            int equals = query.indexOf('=', start);
            if (equals >= 0 && equals < end && isSensitive(query, start, equals)) {
                if (clean == null) {
                    clean = new StringBuilder(length);
                }
                clean.append(query, copied, equals + 1).append(REDACTED);
                copied = end;
            }
            start = end + 1;
        }
        return clean == null ? query : clean.append(query, copied, length).toString();
    }

    /** Also looks at a fragment, which is harmless: the caller then looks again. */
    private static boolean hasSensitiveParameter(String url, int query) {
        int start = query;
        while (true) {
            int end = url.indexOf('&', start);
            int equals = url.indexOf('=', start);
            if (equals < 0) {
                return false;
            }
            if ((end < 0 || equals < end) && isSensitive(url, start, equals)) {
                return true;
            }
            if (end < 0) {
                return false;
            }
            start = end + 1;
        }
    }

    private static boolean isSensitive(String query, int start, int end) {
        switch (end - start) {
            case 3:
                return query.startsWith("sig", start);
            case 9:
                return query.startsWith("Signature", start);
            case 14:
                return query.startsWith("AWSAccessKeyId", start);
            case 15:
                return query.startsWith("X-Amz-Signature", start);
            case 16:
                return query.startsWith("X-Amz-Credential", start) || query.startsWith("X-Goog-Signature", start);
            case 20:
                return query.startsWith("X-Amz-Security-Token", start);
            default:
                return false;
        }
    }
}
