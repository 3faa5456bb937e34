// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of SQL that the summary depends on, matched without allocation and regardless of case. */
enum Keyword {
    // Operations that name their target.
    SELECT,
    INSERT,
    REPLACE,
    UPSERT,
    UPDATE,
    DELETE,
    MERGE,
    CREATE,
    ALTER,
    DROP,
    MODIFY,
    TRUNCATE,
    CALL,
    EXEC,
    EXECUTE,
    LOCK,
    COPY,
    WITH,
    // Operations that stand alone.
    ANALYZE,
    BEGIN,
    CHECKPOINT,
    CLOSE,
    COMMENT,
    COMMIT,
    DECLARE,
    DESCRIBE,
    EXPLAIN,
    FETCH,
    GRANT,
    LISTEN,
    LOAD,
    NOTIFY,
    OPEN,
    PRAGMA,
    REFRESH,
    REINDEX,
    RELEASE,
    RENAME,
    RESET,
    REVOKE,
    ROLLBACK,
    SAVEPOINT,
    SET,
    SHOW,
    SHUTDOWN,
    START,
    UNLOCK,
    USE,
    VACUUM,
    VALUES,
    // Words that introduce targets, and words that end a list of them.
    FROM,
    JOIN,
    INTO,
    USING,
    AS,
    ON,
    WHERE,
    GROUP,
    ORDER,
    HAVING,
    LIMIT,
    OFFSET,
    UNION,
    INTERSECT,
    EXCEPT,
    MINUS,
    WINDOW,
    RETURNING,
    CONNECT,
    FOR,
    DISTINCT,
    // Between the beginning of a block and its first statement.
    BATCH,
    // Words between an operation and its target.
    ALL,
    CACHED,
    CONCURRENTLY,
    DELAYED,
    DUMPFILE,
    EDITIONABLE,
    EXISTS,
    EXTERNAL,
    FORCE,
    GLOBAL,
    HIGH_PRIORITY,
    IF,
    IGNORE,
    IMMEDIATE,
    LATERAL,
    LOCAL,
    LOW_PRIORITY,
    MATERIALIZED,
    MEMORY,
    NONCLUSTERED,
    CLUSTERED,
    NOT,
    ONLY,
    OR,
    OUTFILE,
    OVERWRITE,
    PUBLIC,
    QUICK,
    RECURSIVE,
    TABLES,
    TEMP,
    TEMPORARY,
    UNIQUE,
    UNLOGGED,
    // Kinds of objects that are created.
    DATABASE,
    ALIAS,
    DOMAIN,
    EXTENSION,
    FUNCTION,
    INDEX,
    KEYSPACE,
    PACKAGE,
    PROCEDURE,
    ROLE,
    SCHEMA,
    SEQUENCE,
    SYNONYM,
    TABLE,
    TABLESPACE,
    TRIGGER,
    TYPE,
    USER,
    LOGIN,
    VIEW,
    // Literals and words around secrets.
    TRUE,
    FALSE,
    IN,
    IDENTIFIED,
    PASSWORD,
    BY;

    private static final Set<Keyword> OPERATIONS = EnumSet.range(SELECT, VALUES);
    private static final Set<Keyword> FILLERS = EnumSet.range(ALL, UNLOGGED);
    private static final Set<Keyword> CREATABLES = EnumSet.range(DATABASE, VIEW);
    private static final Set<Keyword> AFTER_TARGETS = EnumSet.range(WHERE, FOR);
    private static final int BUCKETS = 512;
    private static final @Nullable Keyword[] TABLE_OF_ALL = new Keyword[BUCKETS];

    static {
        for (Keyword keyword : values()) {
            int i = hash(keyword.name(), 0, keyword.name().length());
            while (TABLE_OF_ALL[i] != null) {
                i = (i + 1) % BUCKETS;
            }
            TABLE_OF_ALL[i] = keyword;
        }
    }

    static @Nullable Keyword find(String sql, int start, int end) {
        int i = hash(sql, start, end);
        Keyword keyword;
        while ((keyword = TABLE_OF_ALL[i]) != null) {
            String name = keyword.name();
            if (name.length() == end - start && sql.regionMatches(true, start, name, 0, name.length())) {
                return keyword;
            }
            i = (i + 1) % BUCKETS;
        }
        return null;
    }

    private static int hash(String text, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + (text.charAt(i) | 0x20);
        }
        return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
    }

    /** Returns whether a statement can begin with this word. */
    boolean isOperation() {
        return OPERATIONS.contains(this);
    }

    /** Skipped between an operation and its target. */
    boolean isFiller() {
        return FILLERS.contains(this);
    }

    /** Returns whether no target follows this word, up to the next word that introduces one. */
    boolean endsTargets() {
        return AFTER_TARGETS.contains(this) || this == SET || this == VALUES || this == FETCH;
    }

    boolean isCreatable() {
        return CREATABLES.contains(this);
    }
}
