// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.RpcCalls;
import dapper.bootstrap.rpc.RpcGetter;
import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call that the application makes: begins when it is started, and ends with its status, on any thread. */
public final class MadeCall extends Call {
    private static final int INSTRUMENTATION = AdviceErrors.number(Names.INSTRUMENTATION);
    private static final RpcCalls<MadeCall> CALLS =
            new RpcCalls<>(Names.INSTRUMENTATION, Names.SYSTEM, new MadeCallGetter());

    private final MethodDescriptor<?, ?> method;
    private final String target;

    private MadeCall(MethodDescriptor<?, ?> method, String target) {
        this.method = method;
        this.target = target;
    }

    /** @param target of the channel: {@code shop:8080}, {@code dns:///shop:8080} */
    public static ClientCall<?, ?> decorate(ClientCall<?, ?> call, MethodDescriptor<?, ?> method, String target) {
        return call == null ? call : new CallingClientCall<>(call, method, target);
    }

    /** Returns null if there is nothing to do. Never throws. */
    static @Nullable MadeCall start(MethodDescriptor<?, ?> method, String target, Metadata headers) {
        MadeCall call = new MadeCall(method, target);
        if (!CALLS.start(call, call)) {
            return null;
        }
        try {
            call.inject(MetadataSetter.HEADERS, headers);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        return call;
    }

    /** @param attributes of the call, null if they are not known */
    void end(Status status, @Nullable Attributes attributes) {
        if (attributes != null) {
            RpcCalls.peer(this, attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        }
        CALLS.end(this, status.getCode().name(), !status.isOk(), status.getDescription(), status.getCause());
    }

    private static final class MadeCallGetter implements RpcGetter<MadeCall> {
        @Override
        public String method(MadeCall call) {
            return call.method.getFullMethodName();
        }

        @Override
        public void describe(Call span, MadeCall call) {
            RpcCalls.server(span, Names.authority(call.target));
        }
    }
}
