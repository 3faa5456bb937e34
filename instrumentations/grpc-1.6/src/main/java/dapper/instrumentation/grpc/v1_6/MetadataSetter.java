// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.HeaderSetter;
import io.grpc.Metadata;

/** Writes the headers of a call. */
final class MetadataSetter implements HeaderSetter<Metadata> {
    static final MetadataSetter HEADERS = new MetadataSetter();

    private MetadataSetter() {}

    @Override
    public void setHeader(Metadata headers, String name, String value) {
        Metadata.Key<String> key = MetadataGetter.key(name);
        headers.removeAll(key);
        headers.put(key, value);
    }

    @Override
    public void removeHeader(Metadata headers, String name) {
        headers.removeAll(MetadataGetter.key(name));
    }
}
