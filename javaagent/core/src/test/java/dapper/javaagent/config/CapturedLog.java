// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The agent's lines on standard error while this is open; other lines there are left out. */
public final class CapturedLog implements AutoCloseable {
    private final PrintStream original = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public CapturedLog() {
        AgentLog.level(AgentLog.INFO);
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    public List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("[dapper]"))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(original);
        AgentLog.level(AgentLog.INFO);
    }
}
