/** Certificates and keys from PEM files, read again when the files change. */
@NullMarked
package dapper.server.tls;

import org.jspecify.annotations.NullMarked;
