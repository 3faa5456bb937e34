// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Lets gRPC copy a batch from our array into its frames, without a message object between. */
final class RequestMarshaller implements MethodDescriptor.Marshaller<OtlpBatch> {
    @Override
    public InputStream stream(OtlpBatch batch) {
        return new BatchStream(batch);
    }

    @Override
    public OtlpBatch parse(InputStream stream) {
        throw new UnsupportedOperationException("requests are only written");
    }

    private static final class BatchStream extends InputStream implements Drainable, KnownLength {
        private final OtlpBatch batch;
        private int read;

        BatchStream(OtlpBatch batch) {
            this.batch = batch;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            batch.writeTo(target, read);
            read += length;
            return length;
        }

        @Override
        public int read() {
            return available() == 0 ? -1 : batch.byteAt(read++);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, available());
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            batch.copyTo(target, offset, read, count);
            read += count;
            return count;
        }

        @Override
        public int available() {
            return batch.length() - read;
        }
    }
}
