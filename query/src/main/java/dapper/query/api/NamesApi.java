// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.Operation;
import dapper.storage.TraceReader;
import java.util.List;

/** {@code GET /api/v1/services} and {@code /api/v1/operations}: the names that can be searched for. */
final class NamesApi {
    private final TraceReader reader;

    NamesApi(TraceReader reader) {
        this.reader = reader;
    }

    record Services(List<String> services) {}

    record Operations(String service, List<Operation> operations) {}

    Services services() {
        return new Services(reader.services());
    }

    Operations operations(Parameters given) {
        String service = given.required("service");
        return new Operations(service, reader.operations(service));
    }
}
