// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.AwsTraceAttributes;
import java.util.Map;

/** The attributes of a message that is sent. */
final class TraceAttributes extends AwsTraceAttributes<Object> {
    private final Class<?> valueClass;

    private TraceAttributes(Map<String, Object> own, Class<?> valueClass) {
        super(own);
        this.valueClass = valueClass;
    }

    /** Returns a copy of the message, or of its request, with the headers of this call. */
    static Object with(Call call, Object message) {
        Class<?> valueClass = Property.ATTRIBUTES.valueClass(message);
        if (valueClass == null) {
            return message; // a version without attributes
        }
        TraceAttributes attributes = new TraceAttributes(Property.ATTRIBUTES.map(message), valueClass);
        return Property.ATTRIBUTES.changed(message, attributes.with(call));
    }

    @Override
    protected Object value(String text) {
        try {
            Object value = valueClass.getConstructor().newInstance();
            Property.DATA_TYPE.set(value, "String");
            Property.STRING_VALUE.set(value, text);
            return value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
