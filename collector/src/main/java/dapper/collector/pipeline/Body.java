// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

/** The decompressed body of one request with the ticket that accounts for its memory. Used by one thread at a time. */
public final class Body {
    private static final byte[] NONE = {};

    private final Encoding encoding;
    private byte[] bytes;
    private final Admission.Ticket ticket;

    Body(Encoding encoding, byte[] bytes, Admission.Ticket ticket) {
        this.encoding = encoding;
        this.bytes = bytes;
        this.ticket = ticket;
    }

    public Encoding encoding() {
        return encoding;
    }

    /** Not copied. */
    public byte[] bytes() {
        return bytes;
    }

    public Admission.Ticket ticket() {
        return ticket;
    }

    /** Returns the bytes. The caller owns them from now on, with the memory that the ticket holds for them. */
    byte[] take() {
        byte[] taken = bytes;
        bytes = NONE;
        return taken;
    }

    /** Called for a body that will not reach an {@link Intake}, and by an intake that has finished with it. */
    public void discard() {
        ticket.close();
    }

    /** The two forms in which OTLP writes the same message. */
    public enum Encoding {
        PROTOBUF,
        JSON
    }
}
