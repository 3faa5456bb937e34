// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@link Sink} that both agents send to, in its own JVM. */
final class SinkProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final OutputStream input;
    private final int port;

    private SinkProcess(Process process) throws IOException {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.getOutputStream();
        port = Integer.parseInt(output.readLine());
    }

    static SinkProcess start(Path java, Cores cores, Path folder) throws IOException {
        List<String> command = cores.others(List.of(
                java.resolve("bin/java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName()));
        return new SinkProcess(new ProcessBuilder(command)
                .redirectError(folder.resolve("sink.err").toFile())
                .start());
    }

    int port() {
        return port;
    }

    long spans() throws IOException {
        input.write('\n');
        input.flush();
        return Long.parseLong(output.readLine());
    }

    /** Waits until nothing has arrived for longer than either agent holds spans back. */
    void awaitQuiet() throws IOException, InterruptedException {
        long before;
        do {
            before = spans();
            TimeUnit.MILLISECONDS.sleep(3 * Side.SCHEDULE_DELAY_MILLIS / 2);
        } while (spans() != before);
    }

    @Override
    public void close() throws IOException {
        input.close();
        process.onExit().join();
    }
}
