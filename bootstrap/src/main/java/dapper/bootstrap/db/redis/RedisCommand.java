// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import org.jspecify.annotations.Nullable;

/** A command of a client, read when its call turns out to be recorded. */
public interface RedisCommand {
    /** Null if only an object of the application has the name. */
    @Nullable
    String name();

    /** Adds the arguments behind the name, until the text is full. */
    void addArguments(CommandText text);
}
