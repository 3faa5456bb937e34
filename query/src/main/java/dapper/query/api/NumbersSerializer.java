// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes an array of numbers, with null for each that JSON does not have. */
final class NumbersSerializer extends StdSerializer<double[]> {
    private static final long serialVersionUID = 1L;

    NumbersSerializer() {
        super(double[].class);
    }

    @Override
    public void serialize(double[] numbers, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
