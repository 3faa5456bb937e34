// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import static java.nio.charset.StandardCharsets.UTF_8;

import dapper.bootstrap.db.redis.CommandText;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.RedisCommand;

/** The parameters of a command, which the client has encoded already or writes as they are. */
final class Parameters {
    /** Longer than any text. */
    private static final int MAX_LENGTH = 4_096;

    private Parameters() {}

    /** No method of an object is called that the application may have implemented. */
    static String text(RedisCommand<?> command, Object[] params) {
        CommandText text = new CommandText(command.getName());
        String subName = command.getSubName();
        if (subName != null) {
            text.add(subName.getBytes(UTF_8));
        }
        for (int i = 0; i < params.length && !text.isFull(); i++) {
            byte[] shown = text.showsNext() ? bytes(params[i]) : null;
            if (shown == null) {
                text.hide();
            } else {
                text.add(shown);
            }
        }
        return text.toString();
    }

    private static byte @Nullable [] bytes(Object param) {
        if (param instanceof byte[]) {
            return (byte[]) param;
        }
        if (param instanceof String || param instanceof Long || param instanceof Integer || param instanceof Double) {
            return param.toString().getBytes(UTF_8);
        }
        if (param instanceof ByteBuf && ((ByteBuf) param).refCnt() > 0) {
            ByteBuf buffer = (ByteBuf) param;
            byte[] bytes = new byte[Math.min(buffer.readableBytes(), MAX_LENGTH)];
            buffer.getBytes(buffer.readerIndex(), bytes);
            return bytes;
        }
        return null;
    }
}
