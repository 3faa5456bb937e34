// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.export.Bytes;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.OtlpResponse;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the collector's response. */
final class ResponseMarshaller implements MethodDescriptor.Marshaller<ExportResult> {
    @Override
    public InputStream stream(ExportResult value) {
        throw new UnsupportedOperationException("responses are only read");
    }

    @Override
    public ExportResult parse(InputStream stream) {
        try {
            return OtlpResponse.success(Bytes.readAll(stream, Integer.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
