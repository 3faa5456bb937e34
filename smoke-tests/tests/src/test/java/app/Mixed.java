// SPDX-License-Identifier: Apache-2.0
package app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Uses some of everything that agents weave: a database, calls, a thread pool. H2 must be on the class path. */
public final class Mixed {
    private Mixed() {}

    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (LocalCalls calls = new LocalCalls();
                Connection connection = DriverManager.getConnection("jdbc:h2:mem:mixed");
                Statement statement = connection.createStatement()) {
            statement.execute("create table item (name varchar(10), price int)");
            statement.executeUpdate("insert into item values ('tea', 3), ('cup', 5)");
            calls.call("/here");
            pool.submit(() -> {
                        calls.call("/there");
                        return null;
                    })
                    .get();
            try (ResultSet sum = statement.executeQuery("select sum(price) from item")) {
                sum.next();
                System.out.println("sum " + sum.getInt(1));
            }
        } finally {
            pool.shutdown();
        }
        System.out.println("other agent " + Integer.getInteger("weaver.calls", 0));
    }
}
