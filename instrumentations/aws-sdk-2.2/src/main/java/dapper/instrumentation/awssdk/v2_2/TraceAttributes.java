// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.AwsTraceAttributes;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** The attributes of a message that is sent. */
final class TraceAttributes extends AwsTraceAttributes<SdkPojo> {
    private final SdkField<?> valueField;

    private TraceAttributes(Map<String, SdkPojo> own, SdkField<?> valueField) {
        super(own);
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
        return Field.ATTRIBUTES.changed(message, attributes.with(call));
    }

    @Override
    protected SdkPojo value(String text) {
        SdkPojo builder = valueField.constructor().get();
        Field.DATA_TYPE.set(builder, "String");
        Field.STRING_VALUE.set(builder, text);
        return (SdkPojo) ((Buildable) builder).build();
    }
}
