// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import java.util.regex.Pattern;

/** The addresses that e-mail is sent to or from: those without quotes and comments. */
public final class MailAddress {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,9}");

    private MailAddress() {}

    public static boolean isOne(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
