// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.ForeignThread;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.storage.testing.TestNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reactive results, which the driver has from 4.4 on: the tests are compiled with an older one. */
class ReactiveTest extends CassandraTest {
    private static final String RESULT = "com.datastax.dse.driver.api.core.cql.reactive.ReactiveResultSet";

    ReactiveTest(TestNode node) {
        super(node);
    }

    @BeforeEach
    void driverHasReactiveResults() {
        boolean present = CassandraTest.class.getClassLoader().getResource(RESULT.replace('.', '/') + ".class") != null;
        assumeTrue(present);
    }

    private Publisher<?> execute(SimpleStatement statement) throws ClassNotFoundException {
        return (Publisher<?>) session.execute(statement, GenericType.of(Class.forName(RESULT)));
    }

    @Test
    void allPagesBelongToTheSubscriberWhicheverThreadAsksForThem() throws Exception {
        Rows rows = new Rows();
        try (ForeignThread thread = new ForeignThread()) {
            Publisher<?> result = execute(SimpleStatement.newInstance("SELECT id FROM book WHERE shelf = 1")
                    .setPageSize(2));
            Traces.inSpan("subscriber", () -> {
                result.subscribe(rows);
                thread.run(() -> rows.subscription.request(Long.MAX_VALUE));
                rows.awaitEnd();
            });
        }
        assertThat(rows.count).hasValue(ROWS);
        List<RecordedSpan> spans = AgentExtension.spans().take(4);
        for (RecordedSpan span : spans.subList(1, 4)) {
            assertThat(span)
                    .hasName("SELECT book")
                    .isChildOf(spans.get(0))
                    .hasExactlyAttributes(attributes(
                            "db.query.text", "SELECT id FROM book WHERE shelf = ?",
                            "db.query.summary", "SELECT book",
                            "cassandra.page.size", 2));
        }
    }

    @Test
    void nothingIsExecutedWithoutASubscriber() throws Exception {
        execute(SimpleStatement.newInstance("SELECT id FROM book WHERE shelf = 1"));
        assertThat(AgentExtension.takeDecisions()).isZero();
    }

    private static final class Rows implements Subscriber<Object> {
        final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch ended = new CountDownLatch(1);
        volatile Subscription subscription;

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(Object row) {
            count.incrementAndGet();
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }

        void awaitEnd() throws InterruptedException {
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
