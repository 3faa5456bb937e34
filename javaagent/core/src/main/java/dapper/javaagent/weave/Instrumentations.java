// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.List;

/** The instrumentations that the agent can weave in this process, with their state. Any thread. */
public interface Instrumentations {
    /** The current state, sorted by name. */
    List<InstrumentationState> states();

    /**
     * The number of class files requested from class loaders so far, to find supertypes, to check libraries and to
     * weave them.
     */
    long classFilesRead();
}
