// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;
import java.util.Optional;

/**
 * Reads traces. Safe for use by many threads; calls block until the answer is there.
 *
 * <p>Every method throws {@link StorageUnavailableException} if the store does not answer.
 */
public interface TraceReader {
    Optional<Trace> trace(TraceId traceId);

    /** In alphabetical order. */
    List<String> services();

    /** In alphabetical order; empty for a service that is not known. */
    List<Operation> operations(String service);

    /**
     * Finds the newest traces that match.
     *
     * @throws IllegalArgumentException if the cursor is not one that a page of the same query gave
     */
    SearchPage search(TraceQuery query);
}
