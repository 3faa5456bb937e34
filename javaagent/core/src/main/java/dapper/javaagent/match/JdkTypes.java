// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

/** Types that are the same in every class loader. Class loaders of applications never get requests for these. */
final class JdkTypes {
    private static final String[] PREFIXES = {
        "java/",
        "javax/sql/",
        "javax/net/",
        "javax/crypto/",
        "javax/security/auth/",
        "javax/security/cert/",
        "javax/security/sasl/",
        "javax/management/",
        "javax/naming/",
        "javax/swing/",
        "javax/xml/parsers/",
        "javax/xml/transform/",
        "javax/xml/validation/",
        "javax/xml/stream/",
        "javax/xml/xpath/",
        "javax/xml/namespace/",
        "javax/script/",
        "javax/tools/",
        "javax/lang/model/",
        "javax/annotation/processing/",
        "javax/imageio/",
        "javax/print/",
        "javax/sound/",
        "sun/",
        "jdk/",
        "org/w3c/dom/",
        "org/xml/sax/"
    };

    private JdkTypes() {}

    static boolean contains(String internalName) {
        for (String prefix : PREFIXES) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
