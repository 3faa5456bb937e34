// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.pipeline.RefusedException.Reason;
import dapper.collector.sampling.ConsistentSampler;
import dapper.otlp.decode.JsonTranscoder;
import dapper.otlp.decode.LimitTally;
import dapper.otlp.decode.MalformedRequestException;
import dapper.otlp.decode.OtlpDecoder;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The path of a request through the collector. Safe for use by many threads.
 *
 * <pre>
 * receive   GrpcReceiver, HttpReceiver
 * admit     Admission, BodyReader
 * decode    JsonTranscoder, OtlpDecoder, which applies SpanLimits as it reads
 * validate  SpanValidator
 * sample    ConsistentSampler
 * group     TraceBatch
 * write     BatchWriter
 * ack       Receipt, or RefusedException
 * </pre>
 *
 * <p>Everything up to the write runs on the receiver's thread, span by span; the only queue between the stages is that
 * of storage. Its spans have not been acknowledged, so losing it loses nothing.
 */
public final class Pipeline implements Intake {
    /** The output is no larger than the input, but it grows by copying, and a long text exists in several forms. */
    private static final int JSON_EXPANSION = 2;

    private final JsonTranscoder json;
    private final OtlpDecoder decoder;
    private final SpanValidator validator;
    private final ConsistentSampler sampler;
    private final SpanLedger ledger;
    private final Function<Tenant, SpanWriter> storage;
    private final BatchWriter writer;
    private final CollectorMetrics metrics;
    private final FailureLog failures;

    private Pipeline(
            OtlpDecoder decoder,
            ConsistentSampler sampler,
            Function<Tenant, SpanWriter> storage,
            Duration writeTimeout,
            CollectorMetrics metrics) {
        this.json = JsonTranscoder.ofTraces();
        this.decoder = decoder;
        this.validator = new SpanValidator();
        this.sampler = sampler;
        this.ledger = metrics.ledger();
        this.failures = new FailureLog();
        this.storage = storage;
        this.writer = new BatchWriter(ledger, failures, writeTimeout);
        this.metrics = metrics;
    }

    /**
     * @param storage the writer of a tenant; may block when it is asked for a tenant's first time
     * @param writeTimeout how long storage may be silent before the sender is asked to try again
     */
    public static Pipeline create(
            OtlpDecoder decoder,
            ConsistentSampler sampler,
            Function<Tenant, SpanWriter> storage,
            Duration writeTimeout,
            CollectorMetrics metrics) {
        return new Pipeline(decoder, sampler, storage, writeTimeout, metrics);
    }

    /**
     * Accepts a request.
     *
     * @param tenant the owner of the spans
     * @param body is always closed here
     * @return completes once every span of the request is stored or definitely not stored; fails with
     *     {@link RefusedException}
     */
    @Override
    public CompletionStage<Receipt> accept(Tenant tenant, Body body) {
        TraceBatch batch;
        try {
            batch = decode(body, storage.apply(tenant));
        } catch (StorageUnavailableException e) {
            body.discard();
            failures.storageUnavailable(e);
            return CompletableFuture.failedStage(
                    new RefusedException(Reason.STORAGE_UNAVAILABLE, String.valueOf(e.getMessage()), e));
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

    private TraceBatch decode(Body body, SpanWriter own) {
        try {
            LimitTally tally = new LimitTally();
            byte[] request = protobuf(body, tally);
            TraceBatch batch = new TraceBatch(own, body.ticket(), request.length, tally);
            decoder.decode(request, tally, (span, parentIdReadable) -> sort(span, parentIdReadable, batch));
            metrics.limited(tally);
            batch.reject(Rejection.MALFORMED, tally.malformedSpans());
            batch.decoded();
            return batch;
        } catch (MalformedRequestException e) {
            throw new RefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the bytes in protobuf. Their memory stays on the ticket, that of the JSON does not. */
    private byte[] protobuf(Body body, LimitTally tally) throws MalformedRequestException {
        byte[] bytes = body.take();
        if (body.encoding() == Body.Encoding.PROTOBUF) {
            return bytes;
        }
        long whileTranscoding = (long) JSON_EXPANSION * bytes.length;
        body.ticket().take(whileTranscoding);
        byte[] request = json.toProtobuf(bytes, tally::fault);
        body.ticket().giveBack(whileTranscoding + bytes.length - request.length);
        return request;
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
            if (batch.kept() == 0) {
                admit(kept.serviceName(), batch);
            }
            batch.keep(kept);
        }
    }

    /**
     * Called before the first span takes memory: the sender is known by now, and only its own requests count against
     * it.
     */
    private void admit(String sender, TraceBatch batch) {
        if (batch.writer().isFull(sender)) {
            throw new RefusedException(
                    Reason.OVERLOADED,
                    "the collector is overloaded: storage is behind with the spans of \"" + sender
                            + "\"; try again later");
        }
        batch.sentBy(sender);
    }
}
