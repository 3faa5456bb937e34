// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import dapper.bootstrap.db.sql.FuzzedSql.Piece;
import java.util.Random;

/** How a database writes literals, comments, names and operators, under one of its settings. */
enum FuzzedDatabase {
    STANDARD(SqlDialect.STANDARD, "string number date N X B interval array", "\"Song list\" größe", "||"),
    POSTGRESQL(
            SqlDialect.POSTGRESQL,
            "string number date E dollar U& B X interval array cast based",
            "\"Song list\" größe a$b",
            "-> ->> #> #>> @> <@ ? ?| ?& @? @@ ~ ~* !~* && # <-> <#> |/ @"),
    POSTGRESQL_WITH_BACKSLASHES(
            SqlDialect.POSTGRESQL, "backslashes number E dollar array", "\"Song list\"", "->> ? ?| #>> #"),
    MYSQL(
            SqlDialect.MYSQL,
            "backslashes double number date N X B introducer hex interval version",
            "`Song list` größe a$b @x @@y",
            "-> ->> := <=> % ^ | & << ~"),
    MYSQL_WITHOUT_BACKSLASHES(SqlDialect.MYSQL, "string double number X hex version", "`Song list`", "<=> DIV ->>"),
    SQL_SERVER(
            SqlDialect.SQL_SERVER, "string double number N hex money", "[Song list] [a]]b] @x @@y #z", "% ^ | & != !<"),
    SYBASE(SqlDialect.SYBASE, "string double number N hex money", "[Song list] @x #z", "% != *="),
    SQLITE(SqlDialect.SQLITE, "string double number X hex", "[Song list] `a`", "== || -> ->> << % GLOB"),
    ORACLE(SqlDialect.ORACLE, "string number date N q nq interval suffix", "\"Song list\" a$b c#d", "^= != || **"),
    DB2(SqlDialect.STANDARD, "string number date N X GX UX based", "\"Song list\" a$b c#d e@f", "|| !="),
    H2(SqlDialect.STANDARD, "string number date N X U& dollar array cast", "\"Song list\"", "|| ~ &&");

    private static final String[] NOISE = {
        "\"", "`", "[", "]", "/*", "*/", "--", "-- ", "#", "$$", "\n", "?", "??", ";", " ", "x", "$a$", "*", "-", ":x",
        "{", "}", "é", "$1", "/"
    };
    private static final String[] DELIMITERS = {"[]", "{}", "<>", "()", "!!", "\"\"", "||"};
    private static final String[] COMMON_NAMES = {"a", "b2", "total", "t.c", "s.t.c_9", "password"};
    private static final String[] COMMON_TABLES = {"orders", "shop.items", "x1.y2.z3"};
    private static final String[] COMMON_OPERATORS = {"=", "<>", "<", ">", "<=", ">=", "+", "*", "/", "-", "LIKE"};

    /** A part of every text and comment; no other token contains it. */
    static final String SECRET = "hunter";

    /** Parts of numbers; no other token contains one of them. */
    static final String[] SECRET_DIGITS = {"7391", "7_391", "10110111"};

    final SqlDialect dialect;
    private final String[] forms;
    private final String[] names;
    private final String[] operators;

    FuzzedDatabase(SqlDialect dialect, String forms, String names, String operators) {
        this.dialect = dialect;
        this.forms = forms.split(" ");
        this.names = names.replace("Song list", "Song_list").split(" ");
        this.operators = operators.split(" ");
    }

    /** A name that is not a variable. */
    String table(Random random) {
        String name;
        do {
            name = random.nextInt(3) > 0 ? any(random, COMMON_TABLES) : any(random, names);
        } while (name.startsWith("@"));
        return name.replace("Song_list", "Song list");
    }

    String name(Random random) {
        return (random.nextInt(3) > 0 ? any(random, COMMON_NAMES) : any(random, names))
                .replace("Song_list", "Song list");
    }

    /** In the text of a prepared statement, an operator's question mark is doubled. */
    String operator(Random random, boolean prepared) {
        String operator = random.nextBoolean() ? any(random, COMMON_OPERATORS) : any(random, operators);
        return prepared ? operator.replace("?", "??") : operator;
    }

    Piece literal(Random random) {
        String form = any(random, forms);
        switch (form) {
            case "string":
                return string(random, "", '\'', false);
            case "backslashes":
                return string(random, "", '\'', true);
            case "double":
                return string(random, "", '"', dialect == SqlDialect.MYSQL && this != MYSQL_WITHOUT_BACKSLASHES);
            case "N":
            case "X":
            case "B":
                return string(random, form, '\'', this == MYSQL);
            case "E":
                return string(random, "E", '\'', true);
            case "U&":
            case "GX":
            case "UX":
                return shownWith(form, string(random, "", '\'', false));
            case "introducer":
                return shownWith("_utf8mb4", string(random, "", '\'', true));
            case "date":
                return shownWith("TIMESTAMP ", string(random, "", '\'', this == MYSQL));
            case "interval":
                return new Piece("INTERVAL '7391' DAY", "INTERVAL ? DAY", false);
            case "dollar":
                return dollar(random);
            case "q":
            case "nq":
                return oracle(random, form);
            case "hex":
                return new Piece("0x7391fAcE", "?", false);
            case "money":
                return random.nextBoolean()
                        ? new Piece(any(random, "$7391.50", "$7391"), "?", false)
                        : new Piece("£7391.5", "£?", false);
            case "suffix":
                return new Piece(any(random, "7391.5f", "7391D", "7391e-5d"), "?", false);
            case "based":
                return new Piece(any(random, "0b10110111", "0o7391", "7_391_000", "0x7391e"), "?", false);
            case "array":
                return new Piece("ARRAY[7391, '" + SECRET + "']", "ARRAY[?, ?]", false);
            case "cast":
                return new Piece("'" + SECRET + "'::text", "?::text", false);
            case "version":
                return new Piece("/*!50001 '" + SECRET + "' */", " ? ", false);
            default:
                return number(random);
        }
    }

    private static Piece shownWith(String prefix, Piece literal) {
        return new Piece(prefix + literal.sql, prefix + literal.shown, literal.doubtful);
    }

    private static Piece number(Random random) {
        return new Piece(
                any(random, "73910", "7391.25", ".7391", "7391.", "7391e10", "7391.5E-12", "0.7391e+3"), "?", false);
    }

    /** Signs belong to numbers where nothing can be subtracted from. */
    Piece signed(Random random) {
        Piece number = number(random);
        return new Piece(any(random, "-", "+", "- ") + number.sql, number.shown, false);
    }

    private Piece string(Random random, String prefix, char quote, boolean backslashes) {
        StringBuilder text = new StringBuilder(prefix).append(quote);
        int secretAt = random.nextInt(5);
        for (int part = 0; part < 5; part++) {
            if (part == secretAt) {
                text.append(SECRET).append(random.nextInt(100));
            } else if (random.nextInt(6) == 0) {
                text.append(backslashes && random.nextBoolean() ? '\\' : quote).append(quote);
            } else if (random.nextInt(9) == 0) {
                text.append(backslashes ? "\\\\" : "\\");
            } else if (random.nextInt(3) == 0) {
                String noise = any(random, NOISE);
                text.append(noise.charAt(0) == quote ? " " : noise);
            }
        }
        String literal = text.append(quote).toString();
        return new Piece(literal, "?", isDoubtful(literal, quote));
    }

    /** A backslash before a quote may protect the quote or not. */
    private boolean isDoubtful(String literal, char quote) {
        if (dialect.hasPlainBackslashes() || (literal.startsWith("E") && dialect == SqlDialect.POSTGRESQL)) {
            return false;
        }
        return literal.replace("\\\\", "").contains("\\" + quote);
    }

    private Piece dollar(Random random) {
        String tag = any(random, "$$", "$tag$", "$é1$");
        StringBuilder text = new StringBuilder(tag);
        for (int part = 0; part < 4; part++) {
            String noise = any(random, NOISE);
            text.append(noise.contains("$") ? "'" : noise);
        }
        boolean doubtful = dialect != SqlDialect.POSTGRESQL && text.toString().matches("(?s).*('|\"|--|/[*]).*");
        return new Piece(text.append(SECRET).append(' ').append(tag).toString(), "?", doubtful);
    }

    private static Piece oracle(Random random, String prefix) {
        String delimiters = any(random, DELIMITERS);
        StringBuilder text = new StringBuilder(prefix).append('\'').append(delimiters.charAt(0));
        for (int part = 0; part < 4; part++) {
            String noise = any(random, NOISE);
            // The closing delimiter ends the literal only before a quote.
            text.append(random.nextInt(4) == 0 ? "it's" : noise);
        }
        return new Piece(
                text.append(SECRET)
                        .append(' ')
                        .append(delimiters.charAt(1))
                        .append('\'')
                        .toString(),
                "?",
                false);
    }

    Piece comment(Random random) {
        int kind = random.nextInt(dialect == SqlDialect.MYSQL ? 4 : 3);
        if (kind == 0) {
            return new Piece(" -- it's " + noise(random, "\n") + SECRET + "\n", " ", false);
        }
        if (kind == 3) {
            return new Piece(" # it's " + noise(random, "\n") + SECRET + "\n", " ", false);
        }
        String start = " /* " + noise(random, "*/");
        if (kind == 2 && dialect.nestsComments()) {
            return new Piece(start + "/* it's " + SECRET + " */ it's " + SECRET + " */", " ", false);
        }
        return new Piece(start + "it's " + SECRET + (random.nextBoolean() ? " */ " : "*/"), " ", false);
    }

    private static String noise(Random random, String without) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(4); part > 0; part--) {
            String noise = any(random, NOISE);
            text.append(without.contains(noise) || noise.equals("/*") || noise.equals("*/") ? " " : noise);
        }
        return text.append(' ').toString();
    }

    static String any(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
