// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/** W3C Baggage. */
final class BaggageFormat extends Format {
    private static final String BAGGAGE = "baggage";
    private static final String[] FIELDS = {BAGGAGE};

    @Override
    String[] fields() {
        return FIELDS;
    }

    @Override
    <Q> @Nullable Baggage extractBaggage(HeaderGetter<Q> getter, Q request) {
        return Baggage.parse(getter.header(request, BAGGAGE));
    }

    @Override
    <Q> void injectBaggage(Baggage baggage, HeaderSetter<Q> setter, Q request) {
        if (baggage.isEmpty()) {
            setter.removeHeader(request, BAGGAGE);
        } else {
            setter.setHeader(request, BAGGAGE, baggage.toString());
        }
    }
}
