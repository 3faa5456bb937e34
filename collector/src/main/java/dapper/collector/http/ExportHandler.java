// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.pipeline.Acknowledgement;
import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.AdmittedBytes;
import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.Intake;
import dapper.collector.pipeline.Intakes;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.server.http.Gate;
import dapper.server.http.Problem;
import dapper.storage.Tenant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code POST /v1/traces} or {@code /v1/metrics}: OTLP/HTTP. Decodes on one of the server's threads and blocks none; a
 * thread of storage writes the answer.
 */
final class ExportHandler extends Handler.Abstract {
    private static final String TRANSPORT = "http";

    private final String what;
    private final Intake intake;
    private final Admission admission;
    private final BodyReader reader;

    /**
     * @param what the signal that is accepted here, for messages
     * @param intake that of the signal
     */
    ExportHandler(String what, Intake intake, Intakes all) {
        this.what = what;
        this.intake = intake;
        this.admission = all.admission();
        this.reader = all.reader();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Body.Encoding encoding = OtlpFormat.encoding(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        Boolean gzip = OtlpFormat.gzip(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
        if (!request.getMethod().equals("POST")) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            Problem.of(
                            HttpStatus.METHOD_NOT_ALLOWED_405,
                            "Send " + what + " with POST, not " + request.getMethod() + ".")
                    .send(response, callback);
        } else if (encoding == null) {
            unsupported(
                    response,
                    callback,
                    Body.Encoding.JSON,
                    "the Content-Type must be " + OtlpFormat.PROTOBUF + " or " + OtlpFormat.JSON);
        } else if (gzip == null) {
            response.getHeaders().put(HttpHeader.ACCEPT_ENCODING, "gzip");
            unsupported(response, callback, encoding, "the Content-Encoding must be gzip or none");
        } else {
            export(new OtlpFormat(encoding, gzip), request, response, callback);
        }
        return true;
    }

    private static void unsupported(Response response, Callback callback, Body.Encoding encoding, String message) {
        HttpAnswer.bytes(
                response,
                callback,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                OtlpFormat.contentType(encoding),
                OtlpAnswers.status(message, encoding));
    }

    private void export(OtlpFormat format, Request request, Response response, Callback callback) {
        Admission.Ticket ticket = admission.open();
        BodyCollector.collect(request, () -> begin(request, ticket))
                .thenCompose(bytes -> {
                    // A sender that waits for storage is not idle.
                    request.addIdleTimeoutListener(ignored -> false);
                    return accept(format, Gate.caller(request).tenant(), bytes, ticket);
                })
                .whenComplete((receipt, failure) -> {
                    if (failure == null) {
                        answer(receipt, format, request, response, callback);
                    } else {
                        ticket.close();
                        refuse(refusal(failure), format, request, response, callback);
                    }
                });
    }

    private AdmittedBytes begin(Request request, Admission.Ticket ticket) {
        if (request.getLength() > reader.limit()) {
            throw reader.tooLarge();
        }
        if (admission.full()) {
            throw admission.overloaded();
        }
        return reader.begin(request.getLength(), ticket);
    }

    private CompletionStage<? extends Acknowledgement> accept(
            OtlpFormat format, Tenant tenant, AdmittedBytes bytes, Admission.Ticket ticket) {
        try {
            return intake.accept(
                    tenant,
                    format.gzip()
                            ? reader.gunzip(bytes, format.encoding(), ticket)
                            : reader.plain(bytes, format.encoding(), ticket));
        } catch (RefusedException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static RefusedException refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefusedException refused
                ? refused
                : new RefusedException(Reason.INTERNAL, "the collector failed to process the request", cause);
    }

    private void answer(
            Acknowledgement receipt, OtlpFormat format, Request request, Response response, Callback callback) {
        intake.answered(TRANSPORT, receipt, nanos(request));
        HttpAnswer.bytes(
                response,
                callback,
                HttpStatus.OK_200,
                OtlpFormat.contentType(format.encoding()),
                OtlpAnswers.receipt(receipt, format.encoding()));
    }

    private void refuse(
            RefusedException refused, OtlpFormat format, Request request, Response response, Callback callback) {
        intake.answered(TRANSPORT, refused, nanos(request));
        if (refused.reason() == Reason.CANCELLED) {
            // No client is left to answer. Quiet, because the failure is counted, and Jetty would log each one.
            callback.failed(new QuietException.Exception(refused));
            return;
        }
        if (refused.reason().retryable()) {
            response.getHeaders()
                    .put(HttpHeader.RETRY_AFTER, refused.reason().retryAfter().toSeconds());
        }
        HttpAnswer.bytes(
                response,
                callback,
                status(refused.reason()),
                OtlpFormat.contentType(format.encoding()),
                OtlpAnswers.refusal(refused, format.encoding()));
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case MALFORMED, CANCELLED -> HttpStatus.BAD_REQUEST_400;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE_413;
            case OVERLOADED -> HttpStatus.TOO_MANY_REQUESTS_429;
            case STORAGE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE_503;
            case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT_408;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR_500;
        };
    }

    private static long nanos(Request request) {
        return System.nanoTime() - request.getBeginNanoTime();
    }
}
