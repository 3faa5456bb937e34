// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent's own counts of its spans, from the line it writes at the exit of a process that lost some. */
public record Counts(long recorded, long exported, Map<String, Long> dropped, long queued) {
    private static final Pattern LINE =
            Pattern.compile("\\[dapper] spans at exit: recorded (\\d+), exported (\\d+)(.*), queued (\\d+)");
    private static final Pattern DROPPED = Pattern.compile(", dropped \\((\\w+)\\) (\\d+)");

    /** Returns the counts of a program that has ended. */
    public static Counts of(Program program) {
        for (String line : program.standardError()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                return new Counts(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        dropped(matcher.group(3)),
                        Long.parseLong(matcher.group(4)));
            }
        }
        throw new AssertionError("no account of spans from " + program);
    }

    private static Map<String, Long> dropped(String text) {
        Map<String, Long> dropped = new TreeMap<>();
        for (Matcher matcher = DROPPED.matcher(text); matcher.find(); ) {
            dropped.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return dropped;
    }

    public long allDropped() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
