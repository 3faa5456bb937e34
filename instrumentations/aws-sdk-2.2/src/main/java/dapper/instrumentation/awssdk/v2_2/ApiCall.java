// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.AwsAttributes;
import dapper.bootstrap.rpc.RpcCalls;
import dapper.bootstrap.rpc.RpcGetter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** One call of an API: begins on the application's thread, and ends on any. The SDK's attributes of the call keep it. */
public class ApiCall extends Call {
    private static final ExecutionAttribute<ApiCall> KEY = new ExecutionAttribute<>("dapper.call");

    private static final RpcCalls<ExecutionAttributes> CALLS =
            new RpcCalls<>("aws-sdk-2.2", "aws-api", new RpcGetter<ExecutionAttributes>() {
                @Override
                public String method(ExecutionAttributes attributes) {
                    return service(attributes) + "/" + operation(attributes);
                }

                @Override
                public String spanName(ExecutionAttributes attributes, String method) {
                    return service(attributes) + "." + operation(attributes);
                }

                @Override
                public void describe(Call call, ExecutionAttributes attributes) {
                    describeRegion(call, attributes);
                }
            });

    private static final String[] REQUEST_ID_HEADERS = {"x-amzn-RequestId", "x-amzn-request-id", "x-amz-request-id"};

    private final AtomicInteger requests = new AtomicInteger();

    /** Its id, {@code DynamoDb}. */
    private static @Nullable String service(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    }

    private static @Nullable String operation(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }

    static void describeRegion(Call call, ExecutionAttributes attributes) {
        Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
        AwsAttributes.region(call, region == null ? null : region.id());
    }

    static void start(SdkRequest request, ExecutionAttributes attributes) {
        ApiCall call = MessagingCall.of(service(attributes), operation(attributes), request);
        if (call == null) {
            call = new ApiCall();
        }
        if (call.begin(attributes)) {
            attributes.putAttribute(KEY, call);
            call.describe(request);
        }
    }

    private void describe(SdkRequest request) {
        if (isObserved()) {
            AwsAttributes.bucket(this, Field.BUCKET.text(request));
            AwsAttributes.table(this, Field.TABLE.text(request));
        }
    }

    /** @return false if there is nothing to do, now or at the end */
    boolean begin(ExecutionAttributes attributes) {
        return CALLS.start(this, attributes);
    }

    /** Returns the request that the SDK sends. */
    SdkRequest modified(SdkRequest request) {
        return request;
    }

    /** @return null if there is nothing to do */
    public static @Nullable ApiCall of(ExecutionAttributes attributes) {
        return attributes.getAttribute(KEY);
    }

    void sending() {
        requests.incrementAndGet();
    }

    void end(SdkHttpRequest request, SdkHttpResponse response, SdkResponse result) {
        describe(request, response, response.statusCode());
        finish(result, null, null);
    }

    /** A message of a service is not recorded: it may quote the request. */
    void fail(@Nullable SdkHttpRequest request, @Nullable SdkHttpResponse response, Throwable thrown) {
        if (thrown instanceof SdkServiceException) {
            SdkServiceException answer = (SdkServiceException) thrown;
            describe(request, response, answer.statusCode());
            finish(null, errorCode(answer), null);
        } else {
            describe(request, response, response == null ? 0 : response.statusCode());
            finish(null, null, thrown instanceof CancellationException ? null : thrown);
        }
    }

    /**
     * @param result null if the call has failed
     * @param code of the service's error, or null
     * @param thrown by the client, or null
     */
    void finish(@Nullable SdkResponse result, @Nullable String code, @Nullable Throwable thrown) {
        CALLS.end(this, code, code != null || thrown != null, null, thrown);
    }

    private void describe(@Nullable SdkHttpRequest request, @Nullable SdkHttpResponse response, int status) {
        if (!isObserved()) {
            return;
        }
        if (request != null) {
            AwsAttributes.server(this, request.host(), request.port());
        }
        if (response != null) {
            AwsAttributes.requestIds(this, requestId(response), first(response, "x-amz-id-2"));
        }
        AwsAttributes.requests(this, status, requests.get() - 1);
    }

    private static String errorCode(SdkServiceException answer) {
        AwsErrorDetails details =
                answer instanceof AwsServiceException ? ((AwsServiceException) answer).awsErrorDetails() : null;
        String code = details == null ? null : details.errorCode();
        return code == null ? Integer.toString(answer.statusCode()) : code;
    }

    private static @Nullable String requestId(SdkHttpResponse response) {
        for (String header : REQUEST_ID_HEADERS) {
            String id = first(response, header);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    private static @Nullable String first(SdkHttpResponse response, String header) {
        return response.firstMatchingHeader(header).orElse(null);
    }
}
