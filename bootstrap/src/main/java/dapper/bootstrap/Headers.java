// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers that a library gives as an enumeration. {@link #join} joins the values of one that occurs several times. Nearly all headers occur once; for these nothing is
 * allocated.
 */
public final class Headers {
    private Headers() {}

    public static List<String> list(@Nullable Enumeration<String> names) {
        return names == null ? Collections.<String>emptyList() : Collections.list(names);
    }

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
