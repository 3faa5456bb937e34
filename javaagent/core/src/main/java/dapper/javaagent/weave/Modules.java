// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.List;

/** What the agent can weave in this process, and what became of it. Any thread. */
public interface Modules {
    /** As it is now, sorted by name. */
    List<ModuleState> modules();
}
