// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.baggage.Baggage;
import dapper.bootstrap.baggage.Member;
import dapper.bootstrap.baggage.PercentEncoding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The headers of Jaeger's clients: {@code uber-trace-id} with {@code trace id:span id:parent id:flags}, and a header
 * {@code uberctx-<name>} for each member of baggage. {@code jaeger-baggage}, which people send by hand, is read too.
 */
final class JaegerFormat extends Format {
    static final Format INSTANCE = new JaegerFormat();

    private static final String TRACE_ID = "uber-trace-id";
    private static final String BAGGAGE_PREFIX = "uberctx-";
    private static final String BAGGAGE = "jaeger-baggage";

    private static final int SAMPLED = 1;
    private static final int DEBUG = 2;
    private static final int LONGEST = 32 + 1 + 16 + 4;

    @Override
    boolean owns(String name) {
        return name.equalsIgnoreCase(TRACE_ID) || isBaggage(name);
    }

    @Override
    <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        String header = getter.first(request, TRACE_ID);
        return header == null ? null : parse(PercentEncoding.decode(header.trim()));
    }

    /** Clients leave out leading zeros. The parent of the sender's span is not needed. */
    private static @Nullable RemoteParent parse(String text) {
        int idEnd = text.indexOf(':');
        int spanEnd = text.indexOf(':', idEnd + 1);
        int parentEnd = spanEnd < 0 ? -1 : text.indexOf(':', spanEnd + 1);
        int flagsStart = parentEnd + 1;
        int end = text.length();
        if (idEnd < 0 || parentEnd < 0 || end - flagsStart > 2 || !Hex.isHex(text, flagsStart, end)) {
            return null;
        }
        int flags = flags((int) Hex.value(text, flagsStart, end));
        return Hex.position(text, 0, idEnd, text, idEnd + 1, spanEnd, flags);
    }

    private static int flags(int jaeger) {
        if ((jaeger & DEBUG) != 0) {
            return RemoteParent.SAMPLED | RemoteParent.DEBUG;
        }
        return (jaeger & SAMPLED) == 0 ? 0 : RemoteParent.SAMPLED;
    }

    @Override
    <Q> @Nullable Baggage extractBaggage(HeaderGetter<Q> getter, Q request) {
        Baggage baggage = Baggage.EMPTY;
        Baggage manual = Baggage.parse(getter.header(request, BAGGAGE));
        if (manual != null) {
            baggage = manual;
        }
        for (String name : getter.names(request)) {
            if (isBaggage(name)) {
                String value = getter.first(request, name);
                if (value != null) {
                    baggage = baggage.with(name.substring(BAGGAGE_PREFIX.length()), decode(value.trim()));
                }
            }
        }
        return baggage.isEmpty() ? null : baggage;
    }

    /** The clients use the encoding of HTML forms, whose plus is a blank. */
    private static String decode(String value) {
        return PercentEncoding.decode(value.replace('+', ' '));
    }

    private static String encode(String value) {
        return PercentEncoding.encode(value).replace("+", "%2B");
    }

    private static boolean isBaggage(String name) {
        return name.regionMatches(true, 0, BAGGAGE_PREFIX, 0, BAGGAGE_PREFIX.length());
    }

    @Override
    <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {
        byte[] text = new byte[LONGEST];
        int at = Hex.writeTraceId(context, text);
        text[at] = ':';
        Hex.write(context.spanId(), text, at + 1);
        text[at + 17] = ':';
        text[at + 18] = '0';
        text[at + 19] = ':';
        text[at + 20] = (byte) (context.isDebug() ? '3' : context.isSampled() ? '1' : '0');
        setter.setHeader(request, TRACE_ID, new String(text, 0, at + 21, StandardCharsets.ISO_8859_1));
    }

    /** Properties have no place in this format. */
    @Override
    <Q> void injectBaggage(Baggage baggage, HeaderSetter<Q> setter, Q request) {
        for (Member member : baggage.members()) {
            setter.setHeader(request, BAGGAGE_PREFIX + member.name(), encode(member.value()));
        }
    }
}
