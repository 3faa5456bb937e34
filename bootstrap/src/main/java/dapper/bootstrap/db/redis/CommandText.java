// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of a command as one would type it, with {@code ?} in place of values and secrets. For one thread. */
public final class CommandText {
    /** Characters of a text, also of the texts of a batch together. */
    static final int MAX_LENGTH = 4_096;

    private final StringBuilder text;
    private final ShownArguments shown;
    private int arguments;
    private int keys;

    /** @param name of the command */
    public CommandText(String name) {
        shown = ShownArguments.of(name);
        text = new StringBuilder(name);
    }

    /** Returns whether the text has no room for more arguments, so that the rest need not be read. */
    public boolean isFull() {
        return text.length() >= MAX_LENGTH;
    }

    /** Returns whether the next argument is shown, so that its bytes are needed. */
    public boolean showsNext() {
        return shown.shows(arguments) || (shown == ShownArguments.SCRIPT && arguments < 2 + keys);
    }

    /** Adds an argument, which is shown or replaced. */
    public CommandText add(byte[] argument) {
        if (showsNext()) {
            show(argument);
        } else {
            hide();
        }
        return this;
    }

    private void show(byte[] argument) {
        String value = new String(argument, 0, Math.min(argument.length, MAX_LENGTH), UTF_8);
        if (shown == ShownArguments.SCRIPT && arguments == 1) {
            keys = number(value);
        }
        text.append(' ').append(value);
        arguments++;
    }

    /** Adds an argument that is not shown. */
    public void hide() {
        text.append(" ?");
        arguments++;
    }

    private static int number(String value) {
        try {
            return Math.max(0, Math.min(Integer.parseInt(value), MAX_LENGTH));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return text.length() <= MAX_LENGTH ? text.toString() : text.substring(0, MAX_LENGTH);
    }
}
