// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

/** Makes empty outcomes, within the memory of an answer. */
public interface OutcomesSource {
    /** @throws RuntimeException if there is no memory for more */
    Outcomes next();
}
