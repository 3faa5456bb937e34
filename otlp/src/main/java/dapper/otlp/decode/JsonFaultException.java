// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;

/** A value in well-formed JSON that OTLP does not allow in its place; the parser is still at that value. */
final class JsonFaultException extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    JsonFaultException(JsonParser parser, String expected) {
        super(expected, parser.currentTokenLocation());
    }
}
