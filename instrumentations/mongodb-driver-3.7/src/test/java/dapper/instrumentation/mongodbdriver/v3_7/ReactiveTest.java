// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class ReactiveTest extends MongoTest {
    private static final int LONG = 60;

    private MongoClient client;
    private MongoCollection<Document> books;

    @BeforeEach
    void open() throws Exception {
        AgentExtension.sampling(false);
        client = MongoClients.create(settings());
        books = client.getDatabase("shop").getCollection("books");
        new Results<>(books.drop()).await();
        AgentExtension.sampling(true);
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** Requests one after the other; each request comes from this thread. */
    private static final class Results<T> implements Subscriber<T> {
        final List<T> results = new ArrayList<>();
        private final CountDownLatch subscribed = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        volatile Subscription subscription;
        volatile @Nullable Throwable error;

        Results(Publisher<T> publisher) {
            publisher.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
            subscribed.countDown();
        }

        @Override
        public void onNext(T result) {
            results.add(result);
        }

        @Override
        public void onError(Throwable error) {
            this.error = error;
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }

        List<T> await() throws InterruptedException {
            assertThat(subscribed.await(LONG, TimeUnit.SECONDS)).isTrue();
            subscription.request(Long.MAX_VALUE);
            assertThat(ended.await(LONG, TimeUnit.SECONDS)).isTrue();
            return results;
        }
    }

    private static List<Document> books(int count) {
        List<Document> books = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            books.add(new Document("_id", id));
        }
        return books;
    }

    @Test
    void aCommandBelongsToTheSubscriber() throws Exception {
        Traces.inSpan("parent", () -> {
            new Results<>(books.insertMany(books(1))).await();
            assertThat(new Results<>(books.find()).await()).hasSize(1);
        });

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1))
                .hasName("insert books")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(attributes("insert", "books"));
        assertThat(spans.get(2))
                .hasName("find books")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes("find", "books"));
        assertThat(Current.get()).isNull();
    }

    @Test
    void furtherDocumentsBelongToTheSubscriberWhicheverThreadRequestsThem() throws Exception {
        new Results<>(books.insertMany(books(10))).await();
        spans().takeOne();
        Results<Document> results =
                Traces.callInSpan("parent", () -> new Results<>(books.find().batchSize(4)));

        assertThat(results.await()).hasSize(10);

        List<RecordedSpan> spans = spans().take(4);
        assertThat(spans.get(1)).hasName("find books").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("getMore books").isChildOf(spans.get(0));
        assertThat(spans.get(3)).hasName("getMore books").isChildOf(spans.get(0));
    }

    /** The second subscription is made on a thread of the driver. */
    @Test
    void aSubscriberRunsInItsOwnContext() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Traces.inSpan(
                "parent",
                () -> books.insertMany(books(1)).subscribe(new Subscriber<Object>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(1);
                    }

                    @Override
                    public void onNext(Object result) {}

                    @Override
                    public void onError(Throwable error) {
                        ended.countDown();
                    }

                    @Override
                    public void onComplete() {
                        books.countDocuments().subscribe(new Subscriber<Object>() {
                            @Override
                            public void onSubscribe(Subscription subscription) {
                                subscription.request(1);
                            }

                            @Override
                            public void onNext(Object result) {}

                            @Override
                            public void onError(Throwable error) {
                                ended.countDown();
                            }

                            @Override
                            public void onComplete() {
                                ended.countDown();
                            }
                        });
                    }
                }));
        assertThat(ended.await(LONG, TimeUnit.SECONDS)).isTrue();

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("insert books").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("aggregate books").isChildOf(spans.get(0));
    }

    @Test
    void aWriteThatFailsIsAnError() throws Exception {
        new Results<>(books.insertOne(new Document("_id", 1))).await();
        spans().takeOne();

        Results<?> second = new Results<>(books.insertOne(new Document("_id", 1)));
        second.await();

        assertThat(second.error).isInstanceOf(MongoWriteException.class);
        assertThat(spans().takeOne()).hasName("insert books").isRoot().hasError("11000");
    }

    @Test
    void aSubscriptionThatIsCancelledLeavesNothing() throws Exception {
        new Results<>(books.insertMany(books(10))).await();
        spans().takeOne();
        Results<Document> results =
                Traces.callInSpan("parent", () -> new Results<>(books.find().batchSize(4)));
        assertThat(results.subscribed.await(LONG, TimeUnit.SECONDS)).isTrue();
        results.subscription.cancel();

        assertThat(spans().takeOne()).hasName("parent");
        assertThat(results.results).isEmpty();
    }
}
