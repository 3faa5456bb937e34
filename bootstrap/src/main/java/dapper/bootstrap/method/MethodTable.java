// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.method;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The traced methods of this process, by number. Woven code holds the number of its method as a constant. Methods whose
 * calls make equal spans share one, so an application that is deployed again and again adds none.
 */
public final class MethodTable {
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    private static volatile TracedMethod[] methods = new TracedMethod[0];

    private MethodTable() {}

    /** Returns the number of the method, 0 or more. Any thread. */
    public static int number(TracedMethod method) {
        synchronized (NUMBERS) {
            Integer known = NUMBERS.get(method.toString());
            if (known != null) {
                return known;
            }
            int number = NUMBERS.size();
            TracedMethod[] longer = number < methods.length ? methods : Arrays.copyOf(methods, 2 * number + 16);
            longer[number] = method;
            methods = longer;
            NUMBERS.put(method.toString(), number);
            return number;
        }
    }

    static TracedMethod get(int number) {
        return methods[number];
    }
}
