// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import static java.nio.charset.StandardCharsets.UTF_8;

import dapper.bootstrap.db.redis.CommandText;
import io.netty.buffer.ByteBuf;

/**
 * A command as the client has written it, in the protocol of Redis: the number of parts, {@code *2}, then for each its
 * length, {@code $3}, and its bytes. Every line ends with CR and LF. The buffer's own position stays.
 */
final class EncodedCommand {
    /** Longer than any text. */
    private static final int MAX_PART = 4_096;

    private static final int LINE_END = 2;

    private final ByteBuf buffer;
    private final String name;
    private final String text;
    private int position;

    EncodedCommand(ByteBuf buffer, int start) {
        this.buffer = buffer;
        this.position = start;
        int parts = readNumber();
        name = new String(readPart(), UTF_8);
        CommandText text = new CommandText(name);
        for (int i = 1; i < parts && !text.isFull(); i++) {
            if (text.showsNext()) {
                text.add(readPart());
            } else {
                skipPart();
                text.hide();
            }
        }
        this.text = text.toString();
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** Reads a line that holds a number behind its first character. */
    private int readNumber() {
        int number = 0;
        position++;
        byte digit = buffer.getByte(position);
        while (digit != '\r') {
            number = 10 * number + digit - '0';
            position++;
            digit = buffer.getByte(position);
        }
        position += LINE_END;
        return number;
    }

    private byte[] readPart() {
        int length = readNumber();
        byte[] part = new byte[Math.min(length, MAX_PART)];
        buffer.getBytes(position, part);
        position += length + LINE_END;
        return part;
    }

    private void skipPart() {
        int length = readNumber();
        position += length + LINE_END;
    }
}
