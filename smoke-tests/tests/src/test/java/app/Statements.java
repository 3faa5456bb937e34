// SPDX-License-Identifier: Apache-2.0
package app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Executes statements as it is told to on standard input, a count and a table's name a line, and answers how long the
 * slowest took. Each is one span of an agent that weaves JDBC. The end of the input is the end of it.
 */
public final class Statements {
    private Statements() {}

    public static void main(String[] arguments) throws Exception {
        QuietStatement statement = new QuietStatement();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] order = line.split(" ");
            System.out.println(order[1] + " took " + execute(statement, Integer.parseInt(order[0]), order[1]) + " us");
        }
    }

    private static long execute(QuietStatement statement, int count, String table) {
        String sql = "SELECT * FROM " + table;
        long slowest = 0;
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            statement.execute(sql);
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        return slowest / 1_000;
    }
}
