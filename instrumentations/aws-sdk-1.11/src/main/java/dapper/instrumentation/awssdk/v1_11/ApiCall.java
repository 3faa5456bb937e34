// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.http.HttpResponse;
import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.AwsAttributes;
import dapper.bootstrap.rpc.RpcCalls;
import dapper.bootstrap.rpc.RpcGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of an API, on one thread: an asynchronous client makes its calls on threads of its own. The request keeps the call. */
public class ApiCall extends Call {
    static final String INSTRUMENTATION = "aws-sdk-1.11";
    static final int ERRORS = AdviceErrors.number(INSTRUMENTATION);

    private static final HandlerContextKey<ApiCall> KEY = new HandlerContextKey<>("dapper.call");

    private static final RpcCalls<Request<?>> CALLS =
            new RpcCalls<>(INSTRUMENTATION, "aws-api", new RpcGetter<Request<?>>() {
                @Override
                public String method(Request<?> request) {
                    return RequestInfo.service(request) + "/" + RequestInfo.operation(request);
                }

                @Override
                public String spanName(Request<?> request, String method) {
                    return RequestInfo.service(request) + "." + RequestInfo.operation(request);
                }

                @Override
                public void describe(Call call, Request<?> request) {
                    Object original = request.getOriginalRequest();
                    AwsAttributes.bucket(call, Property.BUCKET.text(original));
                    AwsAttributes.table(call, Property.TABLE.text(original));
                }
            });

    private static final String[] REQUEST_ID_HEADERS = {"x-amzn-RequestId", "x-amzn-request-id", "x-amz-request-id"};

    private @Nullable Request<?> request;
    private int requests;

    /** @return null if there is nothing to do, now or at the end */
    public static @Nullable ApiCall start(Request<?> request) {
        if (of(request) != null) {
            return null; // a method of the SDK that calls another
        }
        MessagingCall marshalled = MessagingCall.takeMarshalled(request.getOriginalRequest());
        ApiCall call = marshalled == null ? new ApiCall() : marshalled;
        if (marshalled == null ? !CALLS.start(call, request) : !marshalled.isBegun()) {
            return null;
        }
        call.request = request;
        request.addHandlerContext(KEY, call);
        return call;
    }

    /** @return null if there is nothing to do */
    public static @Nullable ApiCall of(Request<?> request) {
        return request.getHandlerContext(KEY);
    }

    /**
     * Makes the call the context of the thread for one attempt.
     *
     * @return to be passed to {@link #leaveOwn} on the same thread afterwards
     */
    public final @Nullable TraceContext sending() {
        requests++;
        return enterOwn();
    }

    /**
     * A message of a service is not recorded: it may quote the request.
     *
     * @param response null if the call has failed
     */
    public final void end(@Nullable Response<?> response, @Nullable Throwable thrown) {
        Object answer = response == null ? null : response.getAwsResponse();
        try {
            describe(response == null ? null : response.getHttpResponse(), thrown);
        } catch (Throwable e) {
            // The call must be ended, whatever the answer is.
            AdviceErrors.caught(e, ERRORS);
        }
        if (thrown instanceof AmazonServiceException) {
            finish(null, errorCode((AmazonServiceException) thrown), null);
        } else {
            finish(answer, null, thrown);
        }
    }

    /**
     * @param answer null if the call has failed
     * @param code of the service's error, or null
     * @param thrown by the client, or null
     */
    void finish(@Nullable Object answer, @Nullable String code, @Nullable Throwable thrown) {
        CALLS.end(this, code, code != null || thrown != null, null, thrown);
    }

    private void describe(@Nullable HttpResponse response, @Nullable Throwable thrown) {
        Request<?> sent = request;
        if (sent == null) {
            return;
        }
        sent.addHandlerContext(KEY, null); // the SDK may send it once more, in another call
        if (!isObserved()) {
            return;
        }
        AwsAttributes.region(this, RequestInfo.region(sent));
        AwsAttributes.server(
                this, sent.getEndpoint().getHost(), sent.getEndpoint().getPort());
        int status = 0;
        if (thrown instanceof AmazonServiceException) {
            AmazonServiceException answer = (AmazonServiceException) thrown;
            status = answer.getStatusCode();
            AwsAttributes.requestIds(this, answer.getRequestId(), null);
        } else if (response != null) {
            status = response.getStatusCode();
            AwsAttributes.requestIds(this, requestId(response), header(response, "x-amz-id-2"));
        }
        AwsAttributes.requests(this, status, requests - 1);
    }

    private static String errorCode(AmazonServiceException answer) {
        String code = answer.getErrorCode();
        return code == null ? Integer.toString(answer.getStatusCode()) : code;
    }

    private static @Nullable String requestId(HttpResponse response) {
        for (String header : REQUEST_ID_HEADERS) {
            String id = header(response, header);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    private static @Nullable String header(HttpResponse response, String name) {
        for (Map.Entry<String, String> header : response.getHeaders().entrySet()) {
            if (name.equalsIgnoreCase(header.getKey())) {
                return header.getValue();
            }
        }
        return null;
    }
}
