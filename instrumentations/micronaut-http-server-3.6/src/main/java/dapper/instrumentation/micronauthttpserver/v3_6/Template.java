// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.micronauthttpserver.v3_6;

import org.jspecify.annotations.Nullable;

/** A URI template (RFC 6570) of a route. */
final class Template {
    private Template() {}

    /** Returns the template of the path, without that of the query or the fragment; null for what is no template. */
    static @Nullable String path(@Nullable Object template) {
        if (!(template instanceof String)) {
            return null;
        }
        String text = (String) template;
        for (int at = text.indexOf('{'); at >= 0 && at + 1 < text.length(); at = text.indexOf('{', at + 1)) {
            char operator = text.charAt(at + 1);
            if (operator == '?' || operator == '&' || operator == '#') {
                return text.substring(0, at);
            }
        }
        return text;
    }
}
