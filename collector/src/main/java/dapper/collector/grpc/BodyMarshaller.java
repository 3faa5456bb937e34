// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.RefusedException;
import io.grpc.MethodDescriptor;
import java.io.InputStream;

/**
 * Reads request messages as bytes and applies the limits while decompressing, not afterwards.
 *
 * <p>It does not throw, because gRPC would answer UNKNOWN, which leaves open whether a sender may try again.
 */
final class BodyMarshaller implements MethodDescriptor.Marshaller<IncomingBody> {
    private final Admission admission;
    private final BodyReader reader;

    BodyMarshaller(Admission admission, BodyReader reader) {
        this.admission = admission;
        this.reader = reader;
    }

    @Override
    public IncomingBody parse(InputStream message) {
        Admission.Ticket ticket = admission.open();
        try {
            return new IncomingBody(reader.read(message, Body.Encoding.PROTOBUF, ticket), null);
        } catch (RefusedException e) {
            ticket.close();
            return new IncomingBody(null, e);
        } catch (RuntimeException | Error e) {
            ticket.close();
            throw e;
        }
    }

    @Override
    public InputStream stream(IncomingBody ignoredMessage) {
        throw new UnsupportedOperationException("a receiver sends no requests");
    }
}
