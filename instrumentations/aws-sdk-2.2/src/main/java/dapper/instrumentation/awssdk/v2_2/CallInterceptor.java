// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.AdviceErrors;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Starts and ends calls; of a client's interceptors the first to see a call and the last to see its end. Changes
 * no request but those that carry or ask for messages. No advice is around it, so it throws nothing.
 */
public final class CallInterceptor implements ExecutionInterceptor {
    static final int INSTRUMENTATION = AdviceErrors.number("aws-sdk-2.2");
    private static final CallInterceptor SHARED = new CallInterceptor();

    private CallInterceptor() {}

    /** Returns this interceptor and those of the client. */
    @SuppressWarnings("ReferenceEquality") // one shared object
    public static List<ExecutionInterceptor> before(List<ExecutionInterceptor> interceptors) {
        List<ExecutionInterceptor> all = new ArrayList<>(interceptors.size() + 1);
        all.add(SHARED);
        for (ExecutionInterceptor interceptor : interceptors) {
            if (interceptor != SHARED) {
                all.add(interceptor); // a client may be built from the configuration of another
            }
        }
        return all;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        try {
            ApiCall.start(context.request(), attributes);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        try {
            ApiCall call = ApiCall.of(attributes);
            return call == null ? request : call.modified(request);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return request;
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        ApiCall call = ApiCall.of(attributes);
        if (call != null) {
            call.sending();
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        try {
            ApiCall call = ApiCall.of(attributes);
            if (call != null) {
                call.end(context.httpRequest(), context.httpResponse(), context.response());
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        try {
            ApiCall call = ApiCall.of(attributes);
            if (call != null) {
                call.fail(
                        context.httpRequest().orElse(null),
                        context.httpResponse().orElse(null),
                        context.exception());
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }
}
