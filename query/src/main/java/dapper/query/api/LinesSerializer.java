// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;

/**
 * Writes a list with a line break before each element and after the last one. JSON has no line break elsewhere, so a
 * client can read the elements that have arrived while the rest is on its way.
 */
final class LinesSerializer extends StdSerializer<List<?>> {
    private static final long serialVersionUID = 1L;

    LinesSerializer() {
        super(List.class, false);
    }

    @Override
    public void serialize(List<?> elements, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        for (Object element : elements) {
            json.writeRaw('\n');
            provider.defaultSerializeValue(element, json);
        }
        json.writeRaw('\n');
        json.writeEndArray();
    }
}
