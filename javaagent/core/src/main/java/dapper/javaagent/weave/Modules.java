// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.List;

/** What the agent can weave in this process, and what became of it. Any thread. */
public interface Modules {
    /** As it is now, sorted by name. */
    List<ModuleState> modules();

    /**
     * How often matching asked a class loader for the class file of a super type so far: nearly all that a class costs
     * which is not woven. About once for each type that is loaded after another one below it.
     */
    long superTypesRead();
}
