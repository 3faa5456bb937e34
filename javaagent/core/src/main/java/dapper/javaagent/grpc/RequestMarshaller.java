// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.export.OtlpRequest;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Lets gRPC copy a request from our array into its frames, without an intermediate message object. */
final class RequestMarshaller implements MethodDescriptor.Marshaller<OtlpRequest> {
    @Override
    public InputStream stream(OtlpRequest request) {
        return new RequestStream(request);
    }

    @Override
    public OtlpRequest parse(InputStream stream) {
        throw new UnsupportedOperationException("requests are only written");
    }

    private static final class RequestStream extends InputStream implements Drainable, KnownLength {
        private final OtlpRequest request;
        private int read;

        RequestStream(OtlpRequest request) {
            this.request = request;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            request.writeTo(target, read);
            read += length;
            return length;
        }

        @Override
        public int read() {
            return available() == 0 ? -1 : request.byteAt(read++);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, available());
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            request.copyTo(target, offset, read, count);
            read += count;
            return count;
        }

        @Override
        public int available() {
            return request.length() - read;
        }
    }
}
