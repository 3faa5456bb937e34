// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.List;

/** The instrumentations that the agent can weave in this process, with their state. Any thread. */
public interface Modules {
    /** The current state, sorted by name. */
    List<ModuleState> modules();

    /**
     * The number of class files requested from class loaders so far, to find supertypes, to check libraries and to
     * weave them.
     */
    long classFilesRead();
}
