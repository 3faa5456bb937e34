// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Joins the values of a header that occurs several times. Nearly all headers occur once; for these nothing is
 * allocated.
 */
public final class Headers {
    private Headers() {}

    public static @Nullable String join(@Nullable Enumeration<String> values) {
        if (values == null || !values.hasMoreElements()) {
            return null;
        }
        String first = values.nextElement();
        if (!values.hasMoreElements()) {
            return first;
        }
        StringBuilder joined = new StringBuilder(first);
        while (values.hasMoreElements()) {
            joined.append(',').append(values.nextElement());
        }
        return joined.toString();
    }
}
