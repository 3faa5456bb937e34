// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.List;

/** What the agent can weave in this process, and what became of it. Any thread. */
public interface Modules {
    /** As it is now, sorted by name. */
    List<ModuleState> modules();

    /**
     * How often a class loader was asked for a class file so far, to check a library that is to be woven and to weave it.
     * Once for each type of the library that advice mentions; never for a class that is not woven.
     */
    long classFilesRead();
}
