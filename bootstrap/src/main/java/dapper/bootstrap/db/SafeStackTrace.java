// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

/** A stack trace as text, without the messages, which repeat values. At most 8,192 UTF-16 units. */
final class SafeStackTrace {
    private static final int MAX_LENGTH = 8_192;
    private static final int MAX_CAUSES = 5;

    private SafeStackTrace() {}

    static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder(1_024);
        Throwable next = thrown;
        for (int i = 0; next != null && i < MAX_CAUSES && text.length() < MAX_LENGTH; i++) {
            text.append(i == 0 ? "" : "Caused by: ")
                    .append(next.getClass().getName())
                    .append('\n');
            appendFrames(next.getStackTrace(), text);
            next = next.getCause();
        }
        return text.substring(0, Math.min(MAX_LENGTH, text.length()));
    }

    private static void appendFrames(StackTraceElement[] frames, StringBuilder text) {
        for (StackTraceElement frame : frames) {
            if (text.length() >= MAX_LENGTH) {
                return;
            }
            text.append("\tat ").append(frame).append('\n');
        }
    }
}
