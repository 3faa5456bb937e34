// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dapper.storage.Attributes;
import dapper.storage.SpanKind;
import dapper.storage.Status;

/** The JSON format of every answer. */
final class Json {
    static final String MEDIA_TYPE = "application/json";

    static final ObjectWriter WRITER = JsonMapper.builder()
            // An answer that fails half-way must not look complete.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .addModule(new SimpleModule()
                    .addSerializer(Attributes.class, new AttributesSerializer())
                    .addSerializer(double[].class, new NumbersSerializer())
                    .addSerializer(SpanKind.class, ToStringSerializer.instance)
                    .addSerializer(Status.Code.class, ToStringSerializer.instance))
            .build()
            .writer();

    private Json() {}
}
