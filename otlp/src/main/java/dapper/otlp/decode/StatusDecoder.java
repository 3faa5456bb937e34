// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;

import dapper.storage.Status;
import java.io.IOException;

/** Reads the status of a span. Used by one thread. */
final class StatusDecoder {
    private final LimitTally tally;
    private final BoundedTexts texts;

    StatusDecoder(LimitTally tally, BoundedTexts texts) {
        this.tally = tally;
        this.texts = texts;
    }

    /** Reads the length-delimited {@code Status} that comes next. */
    Status read(WireReader in) throws IOException {
        int message = in.enter();
        int number = 0;
        String description = "";
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case io.opentelemetry.proto.trace.v1.Status.MESSAGE_FIELD_NUMBER << 3 | LEN ->
                    description = texts.value(in);
                case io.opentelemetry.proto.trace.v1.Status.CODE_FIELD_NUMBER << 3 | VARINT -> number = in.varint32();
                default -> in.skipUnknown(tag, tally);
            }
        }
        in.leave(message);
        return number == 0 && description.isEmpty() ? Status.UNSET : new Status(Status.Code.of(number), description);
    }
}
