// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** The attributes of a message that is sent: those of the application, and the trace headers as far as there is room. */
final class TraceAttributes {
    /** SQS refuses a message with more. SNS drops one with more where it passes it on to SQS as it is. */
    private static final int MAX_ATTRIBUTES = 10;

    private static final HeaderSetter<TraceAttributes> SETTER = new HeaderSetter<TraceAttributes>() {
        @Override
        public void setHeader(TraceAttributes attributes, String name, String value) {
            removeHeader(attributes, name);
            if (attributes.all.size() < MAX_ATTRIBUTES && !value.isEmpty()) { // SQS refuses an empty one
                attributes.all.put(name, attributes.value(value));
            }
        }

        @Override
        public void removeHeader(TraceAttributes attributes, String name) {
            attributes.all.keySet().removeIf(name::equalsIgnoreCase);
        }
    };

    private final Map<String, SdkPojo> all;
    private final SdkField<?> valueField;

    private TraceAttributes(Map<String, SdkPojo> own, SdkField<?> valueField) {
        this.all = new LinkedHashMap<>(own);
        this.valueField = valueField;
    }

    /** Returns a copy of the message, or of its request, with the headers of this call. */
    static SdkPojo with(Call call, SdkPojo message) {
        SdkField<?> field = Field.ATTRIBUTES.of(message);
        MapTrait trait = field == null ? null : field.getTrait(MapTrait.class);
        if (trait == null) {
            return message; // a version without attributes
        }
        TraceAttributes attributes = new TraceAttributes(Field.ATTRIBUTES.map(message), trait.valueFieldInfo());
        call.inject(SETTER, attributes);
        return Field.ATTRIBUTES.changed(message, attributes.all);
    }

    private SdkPojo value(String text) {
        SdkPojo builder = valueField.constructor().get();
        Field.DATA_TYPE.set(builder, "String");
        Field.STRING_VALUE.set(builder, text);
        return (SdkPojo) ((Buildable) builder).build();
    }
}
