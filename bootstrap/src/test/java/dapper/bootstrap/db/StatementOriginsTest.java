// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.DatabaseSystem;
import dapper.bootstrap.db.url.JdbcUrl;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementOriginsTest {
    private static final String SQL = "SELECT 1";
    private static final ConnectionInfo A = new ConnectionInfo(DatabaseSystem.H2, "a", null, -1);
    private static final ConnectionInfo PRODUCT = JdbcUrl.nowhere(DatabaseSystem.DB2);
    private static final ConnectionInfo B = new ConnectionInfo(DatabaseSystem.H2, "b", null, -1);

    private final StatementOrigins statements = new StatementOrigins();

    @AfterEach
    void leaveTheContext() {
        Current.set(null);
    }

    @Test
    void remembersTheStatementThatTheApplicationGets() {
        Object inner = new Object();
        Object outer = new Object();
        prepare(inner, outer);
        assertThat(statements.textOf(outer)).isEqualTo(SQL);
        assertThat(statements.textOf(inner))
                .as("what a wrapper hides costs nothing")
                .isNull();
    }

    @Test
    void remembersWhatProxiesHide() {
        Object inner = new Object();
        for (int i = 0; i < 3; i++) {
            assertThat(statements.enter()).isTrue();
        }
        statements.leave(null, null, inner, SQL);
        statements.leave(null, null, proxy(), SQL);
        statements.leave(null, null, proxy(), SQL);
        assertThat(statements.textOf(inner)).isEqualTo(SQL);
    }

    private Object proxy() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
    }

    @Test
    void doesNothingInARequestThatIsNotRecorded() {
        Current.set(UnsampledContext.SUPPRESSED);
        assertThat(statements.enter()).isFalse();
    }

    @Test
    void remembersEverythingOnceATextWasMissed() {
        statements.rememberAll();
        Current.set(UnsampledContext.SUPPRESSED);
        Object inner = new Object();
        Object outer = new Object();
        prepare(inner, outer);
        assertThat(statements.textOf(inner)).isEqualTo(SQL);
        assertThat(statements.textOf(outer)).isEqualTo(SQL);
    }

    @Test
    void aStatementThatCouldNotBeMadeLeavesNothingBehind() {
        Object statement = new Object();
        assertThat(statements.enter()).isTrue();
        statements.leave(A, null, null, SQL);
        assertThat(statements.enter()).isTrue();
        statements.leave(null, null, statement, SQL);
        assertThat(statements.textOf(statement)).isEqualTo(SQL);
        assertThat(statements.connectionOf(statement)).isEqualTo(ConnectionInfo.UNKNOWN);
    }

    @Test
    void aStatementLeadsWhereTheInnermostConnectionLeads() {
        class Inner {}
        class Outer {}
        Object outer = new Outer();
        make(A, new Inner(), outer);
        assertThat(statements.connectionOf(outer)).isSameAs(A);
    }

    @Test
    void remembersEachStatementOnceItsClassLeadsToTwoDatabases() {
        class Inner {}
        class Outer {}
        Object first = new Outer();
        Object second = new Outer();
        Object third = new Outer();
        assertThat(statements.connectionOf(first)).isNull();
        assertThat(statements.enter()).isTrue();
        statements.leave(A, null, first, SQL);
        make(B, new Inner(), second);
        make(A, new Inner(), third);
        assertThat(statements.connectionOf(first)).isSameAs(A);
        assertThat(statements.connectionOf(second)).isSameAs(B);
        assertThat(statements.connectionOf(third)).isSameAs(A);
        assertThat(statements.connectionOf(new Outer())).isNull();
    }

    /** Past {@code JdbcObjects.MAX_DATABASES}, each connection has an object of its own. */
    @Test
    void takesEqualDatabasesForOne() {
        class Sharded {}
        class Inner {}
        class Outer {}
        ConnectionInfo copy = new ConnectionInfo(A.system(), A.namespace(), A.host(), A.port());
        Object sharded = new Sharded();
        for (int i = 0; i < 2; i++) {
            assertThat(statements.enter()).isTrue();
        }
        statements.leave(A, null, new Object(), SQL);
        assertThat(statements.enter()).isTrue();
        statements.leave(copy, null, new Object(), SQL);
        statements.leave(null, null, sharded, SQL);
        assertThat(statements.connectionOf(sharded)).isEqualTo(A);
        make(A, new Inner(), new Outer());
        make(copy, new Inner(), new Outer());
        assertThat(statements.connectionOf(new Outer())).isEqualTo(A);
    }

    @Test
    void aStatementOverTwoDatabasesLeadsToNoneOfThem() {
        class Sharded {}
        Object sharded = new Sharded();
        for (int i = 0; i < 2; i++) {
            assertThat(statements.enter()).isTrue();
        }
        statements.leave(A, null, new Object(), SQL);
        assertThat(statements.enter()).isTrue();
        statements.leave(B, null, new Object(), SQL);
        statements.leave(null, null, sharded, SQL);
        assertThat(statements.connectionOf(sharded)).isSameAs(ConnectionInfo.UNKNOWN);
    }

    @Test
    void theProductIsKnownByTheDriversClassWhereNoUrlWasSeen() {
        class Inner {}
        class Outer {}
        Object outer = new Outer();
        assertThat(statements.enter()).isTrue();
        assertThat(statements.enter()).isTrue();
        statements.leave(null, PRODUCT, new Inner(), SQL);
        statements.leave(null, null, outer, SQL);
        assertThat(statements.connectionOf(outer)).isSameAs(PRODUCT);
    }

    @Test
    void anUrlSaysMoreThanTheDriversClass() {
        class Inner {}
        class Outer {}
        Object outer = new Outer();
        assertThat(statements.enter()).isTrue();
        assertThat(statements.enter()).isTrue();
        statements.leave(A, PRODUCT, new Inner(), SQL);
        statements.leave(null, PRODUCT, outer, SQL);
        assertThat(statements.connectionOf(outer)).isSameAs(A);
    }

    @Test
    void twoProductsSideBySideAreNone() {
        class Sharded {}
        Object sharded = new Sharded();
        for (int i = 0; i < 2; i++) {
            assertThat(statements.enter()).isTrue();
        }
        statements.leave(null, PRODUCT, new Object(), SQL);
        assertThat(statements.enter()).isTrue();
        statements.leave(null, JdbcUrl.nowhere(DatabaseSystem.ORACLE), new Object(), SQL);
        statements.leave(null, null, sharded, SQL);
        assertThat(statements.connectionOf(sharded)).isSameAs(ConnectionInfo.UNKNOWN);
    }

    private void make(ConnectionInfo connection, Object inner, Object outer) {
        assertThat(statements.enter()).isTrue();
        assertThat(statements.enter()).isTrue();
        statements.leave(connection, null, inner, null);
        statements.leave(null, null, outer, null);
    }

    private void prepare(Object inner, Object outer) {
        assertThat(statements.enter()).isTrue();
        assertThat(statements.enter()).isTrue();
        statements.leave(null, null, inner, "hidden");
        assertThat(statements.enter()).isTrue();
        statements.leave(null, null, inner, SQL);
        statements.leave(null, null, outer, SQL);
    }
}
