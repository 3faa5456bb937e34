// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import dapper.bootstrap.db.sql.FuzzedSql.Piece;
import java.util.Random;

/** A small grammar of statements: wherever an expression stands there may be a literal, between tokens a comment. */
final class FuzzedStatement {
    private static final int MAX_DEPTH = 3;

    private final Random random;
    private final FuzzedDatabase database;
    private final boolean prepared;
    private final FuzzedSql sql;

    private FuzzedStatement(Random random, FuzzedDatabase database, boolean prepared, FuzzedSql sql) {
        this.random = random;
        this.database = database;
        this.prepared = prepared;
        this.sql = sql;
    }

    /** @param prepared true for a text without placeholders that is prepared nevertheless */
    static void append(Random random, FuzzedDatabase database, boolean prepared, FuzzedSql sql) {
        new FuzzedStatement(random, database, prepared, sql).statement();
    }

    private void statement() {
        switch (random.nextInt(10)) {
            case 0:
                insert();
                break;
            case 1:
                update();
                break;
            case 2:
                code("DELETE FROM");
                table("DELETE");
                where(0);
                break;
            case 3:
                with();
                break;
            case 4:
                account();
                break;
            case 5:
                setting();
                break;
            case 6:
                if (database.dialect.hasBareArguments()) {
                    procedure();
                    break;
                }
                select(0);
                break;
            default:
                select(0);
                break;
        }
    }

    /** Values of a setting without quotes. */
    private void setting() {
        boolean pragma = database.dialect == SqlDialect.SQLITE;
        String setting = pragma ? "PRAGMA" : "SET";
        code(setting + " a.b2 " + (pragma || random.nextBoolean() ? "=" : "TO"));
        sql.summarize(setting);
        bareValue();
        if (!pragma && database.dialect != SqlDialect.MYSQL && random.nextBoolean()) {
            code(",");
            bareValue();
        }
    }

    /** Arguments of Transact-SQL without quotes. */
    private void procedure() {
        code(random.nextBoolean() ? "EXEC" : "EXEC @r =");
        table("EXEC");
        for (int more = random.nextInt(4); more >= 0; more--) {
            if (random.nextBoolean()) {
                code("@x =");
            }
            if (random.nextBoolean()) {
                literal();
            } else {
                bareValue();
            }
            if (more > 0) {
                sql.add(",");
            }
        }
    }

    private void bareValue() {
        gap();
        sql.add(new Piece(FuzzedDatabase.SECRET + random.nextInt(100), "?", false));
    }

    private void select(int depth) {
        code("SELECT");
        sql.summarize("SELECT");
        expressions(depth);
        code("FROM");
        table("");
        if (random.nextInt(4) == 0) {
            code("LEFT JOIN");
            table("");
            code("ON");
            condition(depth);
        }
        where(depth);
        if (random.nextInt(3) == 0) {
            code("ORDER BY");
            name();
            code("DESC");
        }
    }

    private void where(int depth) {
        code("WHERE");
        condition(depth);
        for (int more = random.nextInt(3); more > 0; more--) {
            code(random.nextBoolean() ? "AND" : "OR");
            condition(depth);
        }
    }

    private void insert() {
        code("INSERT INTO");
        table("INSERT");
        code("( a , b2 ) VALUES");
        for (int rows = 1 + random.nextInt(3); rows > 0; rows--) {
            code("(");
            expressions(MAX_DEPTH);
            code(rows > 1 ? ") ," : ")");
        }
    }

    private void update() {
        code("UPDATE");
        table("UPDATE");
        code("SET");
        name();
        code("=");
        expression(1);
        where(1);
    }

    private void with() {
        code("WITH x AS (");
        select(1);
        code(") SELECT");
        sql.summarize("SELECT");
        expressions(2);
        code("FROM x");
        where(2);
    }

    /** Passwords without quotes. */
    private void account() {
        String operation = random.nextBoolean() ? "CREATE USER" : "ALTER USER";
        code(operation + " scott");
        sql.summarize(operation);
        boolean by = random.nextBoolean();
        String password = FuzzedDatabase.any(random, FuzzedDatabase.SECRET, '"' + FuzzedDatabase.SECRET + '"');
        code(by ? "IDENTIFIED BY" : random.nextBoolean() ? "PASSWORD" : "PASSWORD =");
        gap();
        sql.add(new Piece(password, "?", false));
    }

    private void table(String operation) {
        String table = database.table(random);
        gap();
        sql.add(table);
        sql.summarize((operation + ' ' + table).trim());
    }

    private void expressions(int depth) {
        expression(depth);
        for (int more = random.nextInt(3); more > 0; more--) {
            sql.add(",");
            expression(depth);
        }
    }

    private void condition(int depth) {
        name();
        switch (random.nextInt(6)) {
            case 0:
                in();
                break;
            case 1:
                code("BETWEEN");
                expression(MAX_DEPTH);
                code("AND");
                expression(MAX_DEPTH);
                break;
            case 2:
                code("=");
                gap();
                sql.add(database.signed(random));
                break;
            default:
                operation(depth);
                break;
        }
    }

    /** An operator and a literal stick together, or not. */
    private void operation(int depth) {
        String operator = database.operator(random, prepared);
        boolean word = Character.isLetter(operator.charAt(0));
        boolean stuck = !word && random.nextBoolean();
        if (!stuck) {
            gap();
        }
        sql.add(operator);
        if (stuck && !operator.endsWith("?") && !operator.endsWith("#")) {
            sql.add(database.literal(random));
        } else {
            expression(depth + 1);
        }
    }

    private void in() {
        code("IN (");
        gap();
        boolean first = true;
        for (int values = 1 + random.nextInt(4); values > 0; values--) {
            Piece value = value();
            sql.add(new Piece((first ? "" : ", ") + value.sql, first ? "?" : "", value.doubtful));
            first = false;
        }
        sql.add(")");
    }

    /** A literal with nothing visible but itself. */
    private Piece value() {
        Piece value = database.literal(random);
        while (!value.shown.equals("?")) {
            value = database.literal(random);
        }
        return value;
    }

    private void expression(int depth) {
        int choice = random.nextInt(depth < MAX_DEPTH ? 10 : 6);
        switch (choice) {
            case 5:
                name();
                break;
            case 6:
                code("(");
                expression(depth + 1);
                operation(depth + 1);
                sql.add(")");
                break;
            case 7:
                code("coalesce(");
                expressions(depth + 1);
                sql.add(")");
                break;
            case 8:
                code("CASE WHEN");
                condition(depth + 1);
                code("THEN");
                expression(depth + 1);
                code("END");
                break;
            case 9:
                code("( SELECT");
                sql.summarize("SELECT");
                expression(MAX_DEPTH);
                code("FROM");
                table("");
                sql.add(")");
                break;
            case 4:
                if (!prepared) {
                    code("?");
                    break;
                }
                literal();
                break;
            default:
                literal();
                break;
        }
    }

    private void name() {
        gap();
        sql.add(database.name(random));
    }

    private void literal() {
        gap();
        sql.add(database.literal(random));
    }

    private void code(String tokens) {
        for (String token : tokens.split(" ")) {
            gap();
            sql.add(token);
        }
    }

    private void gap() {
        int choice = random.nextInt(30);
        sql.add(choice == 0 ? database.comment(random) : new Piece(choice == 1 ? " \n\t " : " ", " ", false));
    }
}
