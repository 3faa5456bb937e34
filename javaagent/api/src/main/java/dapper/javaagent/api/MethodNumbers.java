// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.util.Map;

/**
 * Numbers the methods of a class when it is woven. Advice gets the number of its method as a constant
 * ({@link MethodNumber}), so that a call need not search for the description of its method.
 */
public interface MethodNumbers {
    /**
     * @return the number of each method, by its name with its descriptor, such as {@code run()V}; methods without one
     *     are not woven
     */
    Map<String, Integer> of(byte[] classFile);
}
