// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.collector.RecordingWriter;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.collector.sampling.ConsistentSampler;
import dapper.otlp.decode.OtlpDecoder;
import dapper.otlp.decode.SpanLimits;
import dapper.storage.SpansRefusedException;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PipelineTest {
    private static final TraceId ONE = new TraceId(0, 1);
    private static final TraceId TWO = new TraceId(0, 2);

    private final RecordingWriter storage = new RecordingWriter();
    private Admission admission = new Admission(10_000_000);
    private final CollectorMetrics metrics = new CollectorMetrics(admission, new PrometheusRegistry());

    @Test
    void givesStorageEachTraceOnce() throws Exception {
        List<TraceId> calls = new ArrayList<>();
        storage.behave(id -> {
            calls.add(id);
            return null;
        });

        export(pipeline(1), request(span(ONE, 1), span(TWO, 2), span(ONE, 3))).get();

        assertThat(calls).containsExactly(ONE, TWO);
        assertThat(storage.traces().get(ONE))
                .extracting(dapper.storage.Span::spanId)
                .containsExactly(1L, 3L);
    }

    @Test
    void refusesTheRequestIfAnyTraceMayBeMissing() {
        storage.behave(id -> id.equals(TWO)
                ? CompletableFuture.failedStage(new StorageUnavailableException("timed out", new RuntimeException()))
                : null);

        assertThat(refused(export(pipeline(1), request(span(ONE, 1), span(TWO, 2)))))
                .isEqualTo(Reason.STORAGE_UNAVAILABLE);

        SpanLedger.Balance balance = metrics.ledger().balance();
        assertThat(balance.written()).isEqualTo(1);
        assertThat(balance.failed()).containsEntry(WriteFailure.UNAVAILABLE, 1L);
        assertThat(admission.inFlightBytes()).isZero();
    }

    @Test
    void takesAThrowingStorageForAFailingOne() throws Exception {
        storage.behave(id -> {
            throw new IllegalArgumentException("no room for names");
        });

        Receipt receipt = export(pipeline(1), request(span(ONE, 1))).get();

        assertThat(receipt)
                .isEqualTo(new Receipt(1, "1 of 1 spans rejected: 1 that storage refused (no room for names)"));
    }

    @Test
    void keepsTheMemoryUntilSilentStorageLetsGo() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        storage.behave(id -> written);

        assertThat(refused(export(pipeline(1), request(span(ONE, 1))))).isEqualTo(Reason.STORAGE_UNAVAILABLE);
        assertThat(admission.inFlightBytes()).isPositive();
        assertThat(metrics.ledger().balance().inFlight()).isEqualTo(1);
        written.complete(null);

        assertThat(admission.inFlightBytes()).isZero();
        assertThat(metrics.ledger().balance().written()).isEqualTo(1);
    }

    @Test
    void storesRequestsOfAnyNumberOfTracesThoughStorageAnswersAtOnce() throws Exception {
        admission = new Admission(1_000_000_000);

        assertThat(export(patientPipeline(), request(traces(20_000))).get()).isEqualTo(Receipt.COMPLETE);

        assertThat(storage.traces()).hasSize(20_000);
    }

    @Test
    void waitsLongerThanTheTimeoutWhileStorageMakesProgress() throws Exception {
        // Ten traces, one each 300 ms: one and a half times the timeout together.
        AtomicInteger before = new AtomicInteger();
        storage.behave(id -> new CompletableFuture<Void>()
                .completeOnTimeout(null, 300L * before.incrementAndGet(), TimeUnit.MILLISECONDS));

        assertThat(export(pipeline(1, Duration.ofSeconds(2)), request(traces(10)))
                        .get())
                .isEqualTo(Receipt.COMPLETE);
    }

    @Test
    void refusesRequestsOfTheSenderOfWhichTooMuchWaits() throws Exception {
        storage.fill("orders");
        ExportTraceServiceRequest other = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "stock")))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(TWO, 1))))
                .build();

        assertThat(refused(export(pipeline(1), request(span(ONE, 1))))).isEqualTo(Reason.OVERLOADED);
        assertThat(export(pipeline(1), other).get()).isEqualTo(Receipt.COMPLETE);
        assertThat(admission.inFlightBytes()).isZero();
    }

    @Test
    void rejectsForGoodTheSpansThatStorageCanNeverTake() throws Exception {
        storage.behave(id -> id.equals(TWO)
                ? CompletableFuture.failedStage(new SpansRefusedException(1, "the span name is too long"))
                : null);

        Receipt receipt = export(pipeline(1), request(span(ONE, 1), span(TWO, 2), span(TWO, 3)))
                .get();

        assertThat(receipt)
                .isEqualTo(new Receipt(1, "1 of 3 spans rejected: 1 that storage refused (the span name is too long)"));
        assertThat(metrics.ledger().balance().written()).isEqualTo(2);
        assertThat(metrics.ledger().balance().failed()).containsEntry(WriteFailure.REFUSED, 1L);
    }

    @Test
    void refusesForGoodWhatTakesMoreMemoryThanThereIs() {
        admission = new Admission(100_000);

        assertThat(refused(export(pipeline(1), request(traces(1000))))).isEqualTo(Reason.TOO_LARGE);

        assertThat(storage.spans()).isEmpty();
        assertThat(metrics.ledger().balance().received()).isZero();
        assertThat(admission.inFlightBytes()).isZero();
    }

    /** A hundred short attributes take ten times as much memory as on the wire, a long text does not. */
    @Test
    void countsTheMemoryOfTheValuesOfASpan() throws Exception {
        admission = new Admission(300_000);
        List<Span> longTexts = new ArrayList<>();
        List<Span> shortTexts = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            Span.Builder one = span(ONE, i);
            one.addAttributes(text("k", "v".repeat(1_200)));
            longTexts.add(one.build());
            Span.Builder many = span(TWO, i);
            for (int attribute = 0; attribute < 100; attribute++) {
                many.addAttributes(text("k" + attribute, "v"));
            }
            shortTexts.add(many.build());
        }

        export(pipeline(1), request(longTexts)).get();
        assertThat(refused(export(pipeline(1), request(shortTexts)))).isEqualTo(Reason.TOO_LARGE);

        assertThat(storage.traces()).containsOnlyKeys(ONE);
        assertThat(admission.inFlightBytes()).isZero();
    }

    @Test
    void writesNothingOfAMalformedRequest() {
        byte[] request = request(span(ONE, 1)).toByteArray();
        byte[] cut = java.util.Arrays.copyOf(request, request.length + 1);
        cut[request.length] = 0x0a;

        assertThat(refused(accept(pipeline(1), cut))).isEqualTo(Reason.MALFORMED);

        assertThat(storage.spans()).isEmpty();
        assertThat(admission.inFlightBytes()).isZero();
    }

    @Test
    void balancesAtEveryMoment() throws Exception {
        Pipeline pipeline = pipeline(0.5, Duration.ofSeconds(30));
        List<CompletableFuture<Void>> open = java.util.Collections.synchronizedList(new ArrayList<>());
        storage.behave(id -> switch ((int) (id.high() & 3)) {
            case 0 -> null;
            case 1 -> CompletableFuture.failedStage(new IllegalStateException("refused"));
            case 2 -> CompletableFuture.failedStage(new StorageUnavailableException("away", new RuntimeException()));
            default -> {
                CompletableFuture<Void> later = new CompletableFuture<>();
                open.add(later);
                yield later;
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Random random = new Random(i);
            senders.add(threads.submit(() -> {
                for (int n = 0; n < 1000; n++) {
                    export(
                            pipeline,
                            request(
                                    span(new TraceId(random.nextLong(), random.nextLong()), random.nextInt(5)),
                                    span(new TraceId(random.nextLong(), random.nextLong()), 1)));
                }
            }));
        }
        while (!senders.stream().allMatch(Future::isDone)) {
            assertBalanced();
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        threads.shutdown();
        assertThat(metrics.ledger().balance().inFlight()).isEqualTo(open.size()).isPositive();
        open.forEach(later -> later.complete(null));

        assertBalanced();
        SpanLedger.Balance end = metrics.ledger().balance();
        assertThat(end.inFlight()).isZero();
        assertThat(end.received()).isEqualTo(6000);
        assertThat(end.sampledOut()).isBetween(2000L, 3500L);
        assertThat(end.rejected().get(Rejection.INVALID_SPAN_ID)).isPositive();
        assertThat(end.failed())
                .allSatisfy((reason, spans) -> assertThat(spans > 0).isEqualTo(reason != WriteFailure.REFUSED));
        assertThat(admission.inFlightBytes()).isZero();
    }

    private void assertBalanced() {
        SpanLedger.Balance balance = metrics.ledger().balance();
        long rejected =
                balance.rejected().values().stream().mapToLong(Long::longValue).sum();
        long failed =
                balance.failed().values().stream().mapToLong(Long::longValue).sum();
        assertThat(balance.written() + balance.sampledOut() + rejected + failed + balance.inFlight())
                .isEqualTo(balance.received());
    }

    private static List<Span> traces(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> span(new TraceId(9, i), i).build())
                .toList();
    }

    private Pipeline pipeline(double coefficient) {
        return pipeline(coefficient, Duration.ofMillis(200));
    }

    private Pipeline patientPipeline() {
        return pipeline(1, Duration.ofSeconds(30));
    }

    private Pipeline pipeline(double coefficient, Duration writeTimeout) {
        return Pipeline.create(
                new OtlpDecoder(SpanLimits.DEFAULT),
                new ConsistentSampler(coefficient),
                tenant -> storage,
                writeTimeout,
                metrics);
    }

    private CompletableFuture<Receipt> export(Pipeline pipeline, ExportTraceServiceRequest request) {
        return accept(pipeline, request.toByteArray());
    }

    private CompletableFuture<Receipt> accept(Pipeline pipeline, byte[] request) {
        CompletionStage<Receipt> answer = pipeline.accept(
                Tenant.DEFAULT,
                new BodyReader(10_000_000)
                        .read(new ByteArrayInputStream(request), Body.Encoding.PROTOBUF, admission.open()));
        return answer.toCompletableFuture();
    }

    private static Reason refused(CompletableFuture<Receipt> answer) {
        return ((RefusedException) catchThrowableOfType(ExecutionException.class, answer::get)
                        .getCause())
                .reason();
    }
}
