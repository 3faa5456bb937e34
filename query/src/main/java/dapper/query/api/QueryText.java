// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a URL as parameters. Servers commonly read a broken escape as some other text, for which a search finds
 * nothing; here it is refused.
 */
final class QueryText {
    private static final String ADVICE =
            " Write a percent sign as %25 and any other character as the escapes of its UTF-8 bytes, such as %C3%A9.";

    private QueryText() {}

    /**
     * @param query as it was sent, without the question mark; null for none
     * @throws ProblemException for an escape that is not two hexadecimal digits, or bytes that are not UTF-8
     */
    static Map<String, List<String>> parse(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String rawName = equals < 0 ? pair : pair.substring(0, equals);
            String name = decode(rawName, rawName);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), name);
            if (!pair.isEmpty()) {
                parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String text, String parameter) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * text.length());
        try {
            for (int i = 0; i < text.length(); i++) {
                char next = text.charAt(i);
                if (next == '%') {
                    bytes.put((byte) escaped(text, i));
                    i += 2;
                } else if (next < 0x80) {
                    bytes.put((byte) (next == '+' ? ' ' : next));
                } else {
                    int end = Character.isHighSurrogate(next) ? Math.min(i + 2, text.length()) : i + 1;
                    bytes.put(unescaped(text.substring(i, end)));
                    i = end - 1;
                }
            }
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw ProblemException.badParameter(
                    parameter,
                    "The parameter " + parameter + " is not percent-encoded UTF-8: \"" + text + "\"." + ADVICE);
        }
    }

    private static int escaped(String text, int percent) {
        if (percent + 3 > text.length()) {
            throw new IllegalArgumentException("half an escape");
        }
        return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
    }

    /** The HTTP server gives U+FFFD for what was no UTF-8. */
    private static ByteBuffer unescaped(String character) throws CharacterCodingException {
        if (character.equals("\uFFFD")) {
            throw new CharacterCodingException();
        }
        return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(character));
    }
}
