// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import java.io.IOException;

/** Asks for a number with one HTTP client. */
public interface NumberClient {
    String get(String url) throws IOException;
}
