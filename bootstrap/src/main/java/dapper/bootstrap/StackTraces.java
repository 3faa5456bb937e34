// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** A stack trace as text, no longer than requested: printing stops as soon as the bound is reached. */
final class StackTraces {
    private StackTraces() {}

    static String text(Throwable thrown, int maxLength) {
        StringWriter text = new StringWriter(1_024);
        try {
            thrown.printStackTrace(new PrintWriter(text) {
                @Override
                public void println(Object line) {
                    String cut = Limits.cut(
                            String.valueOf(line), maxLength - text.getBuffer().length());
                    super.println(cut);
                    if (text.getBuffer().length() >= maxLength) {
                        throw new Full();
                    }
                }
            });
        } catch (Throwable full) {
            // The buffer is full, or the exception's own code threw; the text so far must suffice.
        }
        return Limits.cut(text.toString(), maxLength);
    }

    /** An exception is the application's code: a failure in it must not prevent the end of the span. */
    static @Nullable String message(Throwable thrown, int maxLength) {
        try {
            String message = thrown.getMessage();
            return message == null ? null : Limits.cut(message, maxLength);
        } catch (Throwable e) {
            return null;
        }
    }

    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super(null, null, false, false);
        }
    }
}
