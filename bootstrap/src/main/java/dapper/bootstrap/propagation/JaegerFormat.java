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
 * {@code uberctx-<name>} for each member of baggage. Two headers that people send by hand are read too:
 * {@code jaeger-baggage} with {@code k1=v1, k2=v2}, and {@code jaeger-debug-id}, which forces a trace if the request
 * belongs to none, and names it.
 */
final class JaegerFormat extends Format {
    static final Format INSTANCE = new JaegerFormat();

    private static final String TRACE_ID = "uber-trace-id";
    private static final String[] FIELDS = {TRACE_ID};
    private static final String BAGGAGE_PREFIX = "uberctx-";
    private static final String BAGGAGE = "jaeger-baggage";
    private static final String DEBUG_ID = "jaeger-debug-id";

    private static final int SAMPLED = 1;
    private static final int DEBUG = 2;
    private static final int LONGEST = 32 + 1 + 16 + 4;

    /** No valid header is longer, even if a client has encoded all of it. */
    private static final int LONGEST_READ = 256;

    /** The limits of W3C Baggage: what exceeds them would be dropped later, and need not be read. */
    private static final int MOST_BAGGAGE = 8_192;

    private static final int MOST_MEMBERS = 64;

    @Override
    String[] fields() {
        return FIELDS;
    }

    @Override
    boolean owns(String name) {
        return name.equalsIgnoreCase(TRACE_ID) || isBaggage(name);
    }

    @Override
    <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        String header = getter.first(request, TRACE_ID);
        RemoteParent position =
                header == null || header.length() > LONGEST_READ ? null : parse(PercentEncoding.decode(header.trim()));
        return position == null ? forced(getter.first(request, DEBUG_ID)) : position;
    }

    private static @Nullable RemoteParent forced(@Nullable String debugId) {
        String name = debugId == null ? "" : debugId.trim();
        return name.isEmpty() ? null : RemoteParent.forced(name);
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
        String manual = getter.header(request, BAGGAGE);
        Baggage sent = manual == null ? null : Baggage.parse(encoded(manual));
        Baggage baggage = sent == null ? Baggage.EMPTY : sent;
        int members = 0;
        for (String name : getter.names(request)) {
            if (isBaggage(name) && members++ < MOST_MEMBERS) {
                String value = getter.first(request, name);
                if (value != null && value.length() <= MOST_BAGGAGE) {
                    baggage = baggage.with(name.substring(BAGGAGE_PREFIX.length()), decode(value.trim()));
                }
            }
        }
        return baggage.isEmpty() ? null : baggage;
    }

    /**
     * The same members as W3C Baggage. A value may contain blanks and all other characters but a comma; percent signs
     * encode.
     */
    private static String encoded(String manual) {
        StringBuilder encoded = new StringBuilder();
        int end;
        for (int at = 0; at < manual.length() && encoded.length() <= MOST_BAGGAGE; at = end + 1) {
            int comma = manual.indexOf(',', at);
            end = comma < 0 ? manual.length() : comma;
            String member = end - at > MOST_BAGGAGE ? "" : manual.substring(at, end);
            int equals = member.indexOf('=');
            if (equals >= 0) {
                String value =
                        PercentEncoding.decode(member.substring(equals + 1).trim());
                encoded.append(encoded.length() == 0 ? "" : ",")
                        .append(member.substring(0, equals).trim())
                        .append('=')
                        .append(PercentEncoding.encode(value));
            }
        }
        return encoded.toString();
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
