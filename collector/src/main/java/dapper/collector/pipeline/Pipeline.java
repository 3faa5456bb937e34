// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.otlp.JsonTranscoder;
import dapper.collector.otlp.LimitTally;
import dapper.collector.otlp.MalformedRequestException;
import dapper.collector.otlp.OtlpDecoder;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.collector.sampling.ConsistentSampler;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of a request through the collector. Safe for use by many threads.
 *
 * <pre>
 * receive   GrpcReceiver, HttpReceiver
 * admit     Admission, BodyReader
 * decode    JsonTranscoder, OtlpDecoder, which applies SpanLimits as it reads
 * validate  SpanValidator
 * sample    ConsistentSampler
 * group     TraceBatch
 * write     BatchWriter, WriteQueue
 * ack       Receipt, or RefusedException
 * </pre>
 *
 * <p>Everything up to the write runs on the receiver's thread, span by span; the one queue between the stages is the
 * short one before storage. What is in it has not been acknowledged, so nothing is lost with it.
 */
public final class Pipeline implements Intake {
    private final JsonTranscoder json;
    private final OtlpDecoder decoder;
    private final SpanValidator validator;
    private final ConsistentSampler sampler;
    private final SpanLedger ledger;
    private final WriteQueue writes;
    private final BatchWriter writer;
    private final CollectorMetrics metrics;
    private final FailureLog failures;

    private Pipeline(
            OtlpDecoder decoder,
            ConsistentSampler sampler,
            SpanWriter storage,
            int writesAtOnce,
            Duration writeTimeout,
            CollectorMetrics metrics) {
        this.json = JsonTranscoder.ofTraces();
        this.decoder = decoder;
        this.validator = new SpanValidator();
        this.sampler = sampler;
        this.ledger = metrics.ledger();
        this.failures = new FailureLog();
        this.writes = new WriteQueue(storage, writesAtOnce);
        this.writer = new BatchWriter(writes, ledger, failures, writeTimeout);
        this.metrics = metrics;
    }

    /**
     * @param writesAtOnce most traces given to storage at once
     * @param writeTimeout how long storage may be silent before the sender is told to try again
     */
    public static Pipeline create(
            OtlpDecoder decoder,
            ConsistentSampler sampler,
            SpanWriter storage,
            int writesAtOnce,
            Duration writeTimeout,
            CollectorMetrics metrics) {
        return new Pipeline(decoder, sampler, storage, writesAtOnce, writeTimeout, metrics);
    }

    /**
     * Takes a request.
     *
     * @param body is closed here, whatever happens
     * @return completes once every span of the request is stored or known not to be; fails with {@link RefusedException}
     */
    @Override
    public CompletionStage<Receipt> accept(Body body) {
        TraceBatch batch;
        try {
            if (writes.isFull()) {
                throw new RefusedException(
                        Reason.OVERLOADED, "the collector is overloaded: storage is behind; try again later");
            }
            batch = decode(body);
        } catch (RefusedException e) {
            body.discard();
            return CompletableFuture.failedStage(e);
        } catch (RuntimeException e) {
            body.discard();
            failures.internal(e);
            return CompletableFuture.failedStage(new RefusedException(
                    Reason.INTERNAL, "the collector failed to process the request; its log says why", e));
        }
        ledger.received(batch);
        return writer.write(batch);
    }

    @Override
    public void answered(String transport, Acknowledgement receipt, long nanos) {
        metrics.answered(transport, receipt, nanos);
    }

    @Override
    public void answered(String transport, RefusedException refused, long nanos) {
        metrics.answered(transport, refused, nanos);
    }

    private TraceBatch decode(Body body) {
        TraceBatch batch = new TraceBatch(body.ticket());
        try {
            LimitTally tally = batch.tally();
            decoder.decode(
                    protobuf(body, tally), tally, (span, parentIdReadable) -> sort(span, parentIdReadable, batch));
            metrics.limited(tally);
            batch.reject(Rejection.MALFORMED, tally.malformedSpans());
            return batch;
        } catch (MalformedRequestException e) {
            throw new RefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] protobuf(Body body, LimitTally tally) throws MalformedRequestException {
        return switch (body.encoding()) {
            case PROTOBUF -> body.bytes();
            case JSON -> {
                body.ticket().take(body.bytes().length);
                yield json.toProtobuf(body.bytes(), tally::fault);
            }
        };
    }

    private void sort(Span span, boolean parentIdReadable, TraceBatch batch) {
        Rejection rejection = validator.check(span, parentIdReadable);
        if (rejection != null) {
            batch.reject(rejection, 1);
            return;
        }
        Span kept = sampler.sample(span);
        if (kept == null) {
            batch.sampleOut();
        } else {
            batch.keep(kept);
        }
    }
}
