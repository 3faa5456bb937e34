// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreparedTextsTest {
    private static final String SQL = "SELECT 1";

    private final PreparedTexts texts = new PreparedTexts();

    @AfterEach
    void leaveTheContext() {
        Current.set(null);
    }

    @Test
    void remembersTheStatementThatTheApplicationGets() {
        Object inner = new Object();
        Object outer = new Object();
        prepare(inner, outer);
        assertThat(texts.get(outer)).isEqualTo(SQL);
        assertThat(texts.get(inner)).as("what a wrapper hides costs nothing").isNull();
    }

    @Test
    void remembersWhatAProxyHides() {
        Object inner = new Object();
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        assertThat(texts.enter()).isTrue();
        assertThat(texts.enter()).isTrue();
        texts.leave(inner, SQL);
        texts.leave(proxy, SQL);
        assertThat(texts.get(inner)).isEqualTo(SQL);
    }

    @Test
    void doesNothingInARequestThatIsNotRecorded() {
        Current.set(UnsampledContext.SUPPRESSED);
        assertThat(texts.enter()).isFalse();
    }

    @Test
    void remembersEverythingOnceATextWasMissed() {
        assertThat(texts.get(new Object())).isNull();
        Current.set(UnsampledContext.SUPPRESSED);
        Object inner = new Object();
        Object outer = new Object();
        prepare(inner, outer);
        assertThat(texts.get(inner)).isEqualTo(SQL);
        assertThat(texts.get(outer)).isEqualTo(SQL);
    }

    @Test
    void aStatementThatCouldNotBeMadeLeavesNothingBehind() {
        Object statement = new Object();
        assertThat(texts.enter()).isTrue();
        texts.leave(null, SQL);
        assertThat(texts.enter()).isTrue();
        texts.leave(statement, SQL);
        assertThat(texts.get(statement)).isEqualTo(SQL);
    }

    private void prepare(Object inner, Object outer) {
        assertThat(texts.enter()).isTrue();
        assertThat(texts.enter()).isTrue();
        texts.leave(inner, "hidden");
        assertThat(texts.enter()).isTrue();
        texts.leave(inner, SQL);
        texts.leave(outer, SQL);
    }
}
