// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.baggage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and values that travel with a request (W3C Baggage). Immutable, and never recorded on spans.
 *
 * <p>Kept as the text of the header: nearly all baggage is only passed on. So its order, its properties and even
 * members with the same name stay as they came. The text has at most 64 members and 8,192 characters; what exceeds
 * them is dropped by whole members, the last first.
 */
public final class Baggage {
    /** Has no member. Unlike no baggage, it replaces the baggage of the caller. */
    public static final Baggage EMPTY = new Baggage("");

    static final int MAX_LENGTH = 8_192;
    static final int MAX_MEMBERS = 64;

    private final String header;

    /** HTTP/2 forbids blanks around the value of a header. */
    private Baggage(String header) {
        this.header = header.trim();
    }

    /**
     * Reads a header that came from outside. Malformed members are dropped, and all others are kept.
     *
     * @return null if no member is left
     */
    public static @Nullable Baggage parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String accepted = header.length() <= MAX_LENGTH && isAcceptable(header) ? header : wellFormed(header);
        return accepted.isEmpty() ? null : new Baggage(accepted);
    }

    /** The usual header: nothing has to change, and nothing is allocated. */
    private static boolean isAcceptable(String header) {
        int members = 0;
        for (int at = 0; at <= header.length(); at = Member.end(header, at) + 1) {
            if (++members > MAX_MEMBERS || !Member.isWellFormed(header, at, Member.end(header, at))) {
                return false;
            }
        }
        return true;
    }

    private static String wellFormed(String header) {
        StringBuilder kept = new StringBuilder(Math.min(header.length(), MAX_LENGTH));
        int members = 0;
        for (int at = 0; at <= header.length() && members < MAX_MEMBERS; at = Member.end(header, at) + 1) {
            int end = Member.end(header, at);
            if (Member.isWellFormed(header, at, end)) {
                int start = Member.skipBlanks(header, at, end);
                int last = Member.skipBlanksBackwards(header, start, end);
                int separator = kept.length() == 0 ? 0 : 1;
                if (kept.length() + separator + last - start > MAX_LENGTH) {
                    break;
                }
                kept.append(separator == 0 ? "" : ",").append(header, start, last);
                members++;
            }
        }
        return kept.toString();
    }

    public boolean isEmpty() {
        return header.isEmpty();
    }

    /** The members in the order of the header. Two may have the same name: the last counts. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int at = 0; at < header.length(); at = Member.end(header, at) + 1) {
            members.add(Member.of(header, at, Member.end(header, at)));
        }
        return members;
    }

    /** Returns the decoded value, or null. Names are case-sensitive. */
    public @Nullable String get(String name) {
        String value = null;
        for (Member member : members()) {
            if (member.name().equals(name)) {
                value = member.value();
            }
        }
        return value;
    }

    /** Returns this baggage with the value as the only one of that name. */
    public Baggage with(String name, String value) {
        return with(name, value, null);
    }

    /**
     * Returns this baggage with the value as the only one of that name.
     *
     * @param properties encoded as in the header, {@code a;b=c}; null for none
     * @return this baggage if the name is no token, the properties are malformed, or the limits do not permit more
     */
    public Baggage with(String name, String value, @Nullable String properties) {
        if (value.length() > MAX_LENGTH) {
            return this; // before it is encoded, which makes it longer
        }
        String member = name
                + '='
                + PercentEncoding.encode(value)
                + (properties == null || properties.isEmpty() ? "" : ';' + properties);
        if (!Member.isName(name) || member.indexOf(',') >= 0 || !Member.isWellFormed(member, 0, member.length())) {
            return this;
        }
        Baggage others = without(name);
        String joined = others.isEmpty() ? member : others.header + ',' + member;
        return joined.length() > MAX_LENGTH || others.members().size() >= MAX_MEMBERS ? this : new Baggage(joined);
    }

    /** Returns this baggage without any value of that name. */
    public Baggage without(String name) {
        StringBuilder kept = new StringBuilder(header.length());
        boolean changed = false;
        for (int at = 0; at < header.length(); at = Member.end(header, at) + 1) {
            int end = Member.end(header, at);
            if (Member.of(header, at, end).name().equals(name)) {
                changed = true;
            } else {
                kept.append(kept.length() == 0 ? "" : ",").append(header, at, end);
            }
        }
        return changed ? new Baggage(kept.toString()) : this;
    }

    /** The value of the header. */
    @Override
    public String toString() {
        return header;
    }
}
