// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springdata.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.DbCalls;
import dapper.javaagent.testing.AgentExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.core.KeyValueTemplate;
import org.springframework.data.keyvalue.repository.support.KeyValueRepositoryFactory;
import org.springframework.data.map.MapKeyValueAdapter;
import org.springframework.data.repository.CrudRepository;

/** The repository is in memory and JDBC is not woven here: its own methods make the calls. */
@ExtendWith(AgentExtension.class)
class SpringDataTest {
    public static final class Order {
        @Id
        public String id;

        public Order(String id) {
            this.id = id;
        }
    }

    public interface Orders extends CrudRepository<Order, String> {
        default long counted() {
            long count = count();
            jdbcCall();
            return count;
        }

        default void fail() {
            jdbcCall();
            throw new IllegalStateException("no stock");
        }
    }

    private final Orders orders = orders();

    private static Orders orders() {
        return new KeyValueRepositoryFactory(new KeyValueTemplate(new MapKeyValueAdapter()))
                .getRepository(Orders.class);
    }

    static void jdbcCall() {
        Call call = DbCalls.startText(new Object(), "SELECT 1");
        if (call != null) {
            DbCalls.end(call, null, null, 0);
        }
    }

    @Test
    void jdbcCallsHaveTheNameOfTheRepositorysMethod() {
        assertThat(orders.counted()).isZero();

        assertThat(spans().takeOne()).hasAttribute("code.function.name", Orders.class.getName() + ".counted");
    }

    @Test
    void theNameIsGoneAfterwards() {
        assertThatThrownBy(orders::fail).hasMessage("no stock");
        assertThat(spans().takeOne()).hasAttribute("code.function.name", Orders.class.getName() + ".fail");

        jdbcCall();

        assertThat(spans().takeOne()).hasNoAttribute("code.function.name");
    }
}
