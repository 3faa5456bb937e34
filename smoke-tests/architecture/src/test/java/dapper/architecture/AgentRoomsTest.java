// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packages of the agent's core and the arrows between them; see its README. */
@Tag("once")
class AgentRoomsTest {
    @Test
    void roomsDependOnlyOnTheAllowedRooms() {
        new Rooms("dapper.javaagent", Repository.MODULES.get("javaagent/core"))
                .room("api")
                .room("okhttp")
                .room("okio")
                .room("config", "api")
                .room("logging", "config")
                .room("beside")
                .room("resource", "config")
                .room("match", "api")
                .room("inject", "match")
                .room("weave", "api", "config", "resource", "match", "inject")
                .room("export", "config", "resource")
                .room("sample", "config", "resource", "export")
                .room("grpc", "config", "export", "sample")
                .room("report", "config", "resource", "weave", "export", "sample")
                .room("calls", "config", "resource", "export", "report")
                .room("deliver", "config", "resource", "export", "report", "calls")
                .room(
                        "start",
                        "api",
                        "config",
                        "beside",
                        "resource",
                        "match",
                        "weave",
                        "export",
                        "sample",
                        "report",
                        "calls",
                        "deliver")
                // DapperAgent, which is in the class loader of the application.
                .room("", "start")
                .check();
    }
}
