// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.baggage.Member;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The agent's baggage as an object of the API, and the reverse. */
final class Baggages {
    /** The last pair that was converted: a request uses the same baggage many times. */
    private static volatile @Nullable Pair recent;

    private Baggages() {}

    static Baggage toApi(dapper.bootstrap.baggage.Baggage baggage) {
        Pair known = recent;
        if (known != null && known.ofAgent == baggage) {
            return known.ofApi;
        }
        BaggageBuilder builder = Baggage.builder();
        for (Member member : baggage.members()) {
            builder.put(member.name(), member.value(), BaggageEntryMetadata.create(member.properties()));
        }
        Pair pair = new Pair(baggage, builder.build());
        recent = pair;
        return pair.ofApi;
    }

    /** Returns null if the context has none. Entries beyond the limits of a header are left out. */
    @SuppressWarnings("ReferenceEquality") // a cache of one conversion: another object is converted again
    static dapper.bootstrap.baggage.@Nullable Baggage toAgent(Context context) {
        Baggage baggage = Baggage.fromContextOrNull(context);
        if (baggage == null) {
            return null;
        }
        Pair known = recent;
        if (known != null && known.ofApi == baggage) {
            return known.ofAgent;
        }
        Converter converter = new Converter();
        baggage.forEach((name, entry) ->
                converter.add(name, entry.getValue(), entry.getMetadata().getValue()));
        recent = new Pair(converter.converted, baggage);
        return converter.converted;
    }

    private static final class Converter {
        dapper.bootstrap.baggage.Baggage converted = dapper.bootstrap.baggage.Baggage.EMPTY;

        void add(String name, String value, String properties) {
            converted = converted.with(name, value, properties);
        }
    }

    private static final class Pair {
        final dapper.bootstrap.baggage.Baggage ofAgent;
        final Baggage ofApi;

        Pair(dapper.bootstrap.baggage.Baggage ofAgent, Baggage ofApi) {
            this.ofAgent = ofAgent;
            this.ofApi = ofApi;
        }
    }
}
