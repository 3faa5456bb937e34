// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Reads commands and replies, as few of their elements as spans need. */
final class Commands {
    /** Their first element is the name of a collection. In other commands it may be the name of a user. */
    private static final Set<String> OF_COLLECTION = set(
            "aggregate",
            "collMod",
            "collStats",
            "count",
            "create",
            "createIndexes",
            "delete",
            "distinct",
            "drop",
            "dropIndexes",
            "find",
            "findAndModify",
            "findandmodify",
            "insert",
            "killCursors",
            "listIndexes",
            "mapReduce",
            "mapreduce",
            "update",
            "validate");

    private static final Set<String> WRITES = set("delete", "insert", "update");

    private Commands() {}

    private static Set<String> set(String... names) {
        return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(names)));
    }

    /** Returns whether the driver sends the command for itself, when a client is closed. */
    static boolean isOfDriver(String command) {
        return command.equals("endSessions");
    }

    /** Null for a command that has none, such as an aggregation of a whole database. */
    static @Nullable String collection(String command, BsonDocument document) {
        String element = command.equals("getMore") ? "collection" : OF_COLLECTION.contains(command) ? command : null;
        BsonValue value = element == null ? null : document.get(element);
        return value == null || !value.isString() ? null : value.asString().getValue();
    }

    /** The code of the first error of a write that the server has replied to, null for none. */
    static @Nullable Integer writeError(String command, @Nullable BsonDocument reply) {
        if (reply == null || !WRITES.contains(command)) {
            return null;
        }
        BsonValue errors = reply.get("writeErrors");
        if (errors == null || !errors.isArray()) {
            return null;
        }
        BsonArray array = errors.asArray();
        BsonValue code = array.isEmpty() ? null : array.get(0).asDocument().get("code");
        return code == null || !code.isNumber() ? null : code.asNumber().intValue();
    }
}
