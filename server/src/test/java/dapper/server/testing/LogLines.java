// SPDX-License-Identifier: Apache-2.0
package dapper.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** The log of this JVM from now on: all of standard error. */
public final class LogLines implements AutoCloseable {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public LogLines() {
        System.setErr(new PrintStream(bytes, true, UTF_8));
    }

    /** Returns the lines so far that contain a text. */
    public List<String> with(String text) {
        return bytes.toString(UTF_8).lines().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        System.setErr(standardError);
    }
}
