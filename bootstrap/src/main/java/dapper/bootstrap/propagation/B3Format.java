// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * B3 of Zipkin in one header: {@code trace id-span id-sampling state-parent id}, or only a sampling state. Reads the
 * form with several headers too, if there is no valid single one.
 */
final class B3Format extends Format {
    static final Format INSTANCE = new B3Format();

    private static final String B3 = "b3";
    private static final String[] FIELDS = {B3};

    private static final int LONGEST = 32 + 1 + 16 + 2;

    @Override
    String[] fields() {
        return FIELDS;
    }

    @Override
    <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        RemoteParent single = parse(getter.first(request, B3));
        return single == null ? B3MultiFormat.extractMulti(getter, request) : single;
    }

    static @Nullable RemoteParent parse(@Nullable String header) {
        String text = header == null ? "" : header.trim();
        if (text.length() == 1) {
            int decision = decision(text.charAt(0));
            return decision < 0 ? null : RemoteParent.decision(decision);
        }
        int idEnd = text.indexOf('-');
        int spanEnd = idEnd + 17;
        if ((idEnd != 32 && idEnd != 16) || text.length() < spanEnd) {
            return null;
        }
        int flags = RemoteParent.UNDECIDED;
        if (text.length() > spanEnd) {
            flags = text.length() < spanEnd + 2 || text.charAt(spanEnd) != '-'
                    ? -1
                    : decision(text.charAt(spanEnd + 1));
            if (flags < 0 || !endsWithParent(text, spanEnd + 2)) {
                return null;
            }
        }
        return Hex.position(text, 0, idEnd, text, idEnd + 1, spanEnd, flags);
    }

    /** The parent of the sender's span is not needed, but must be well-formed. */
    private static boolean endsWithParent(String text, int from) {
        return from == text.length()
                || (text.length() == from + 17 && text.charAt(from) == '-' && Hex.isHex(text, from + 1, from + 17));
    }

    private static int decision(char state) {
        switch (state) {
            case '0':
                return 0;
            case '1':
                return RemoteParent.SAMPLED;
            case 'd':
                return RemoteParent.SAMPLED | RemoteParent.DEBUG;
            default:
                return -1;
        }
    }

    @Override
    <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {
        byte[] text = new byte[LONGEST];
        int at = Hex.writeTraceId(context, text);
        text[at] = '-';
        Hex.write(context.spanId(), text, at + 1);
        text[at + 17] = '-';
        text[at + 18] = (byte) (context.isDebug() ? 'd' : context.isSampled() ? '1' : '0');
        setter.setHeader(request, B3, new String(text, 0, at + 19, StandardCharsets.ISO_8859_1));
    }
}
