// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes allocation: the heap in use before each collection, less the heap in use after the previous one. The
 * kilobytes are exact except for the unused ends of the threads' buffers, some tenths of a percent on every side.
 */
record GcLog(Path file) {
    private static final Pattern LINE =
            Pattern.compile("GC\\((\\d+)\\) (?:DefNew|Tenured): (\\d+)K\\(\\d+K\\)->(\\d+)K");

    /**
     * @param allocatedKilobytes from the start of the JVM to its last collection
     * @param usedKilobytes after that
     */
    record Heap(long allocatedKilobytes, long usedKilobytes) {}

    Heap heap() throws IOException {
        long allocated = 0;
        long leftByLast = 0;
        String last = "";
        Matcher line = LINE.matcher(Files.readString(file));
        while (line.find()) {
            long after = Long.parseLong(line.group(3));
            allocated += Long.parseLong(line.group(2)) - after;
            leftByLast = line.group(1).equals(last) ? leftByLast + after : after;
            last = line.group(1);
        }
        return new Heap(allocated + leftByLast, leftByLast);
    }
}
