// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.TraceReader;
import java.util.List;

/** {@code GET /api/v1/services} and {@code /api/v1/operations}: the names that can be searched for. */
final class NamesApi {
    private final TraceReader reader;

    NamesApi(TraceReader reader) {
        this.reader = reader;
    }

    /** @param incompleteReason empty when complete */
    record Services(List<String> services, boolean complete, String incompleteReason) {}

    /** @param incompleteReason empty when complete */
    record Operations(String service, List<Operation> operations, boolean complete, String incompleteReason) {}

    Services services() {
        NameList<String> list = reader.services();
        return new Services(list.names(), list.complete(), reason(list));
    }

    Operations operations(Parameters given) {
        String service = given.required("service");
        NameList<Operation> list = reader.operations(service);
        return new Operations(service, list.names(), list.complete(), reason(list));
    }

    private static String reason(NameList<?> list) {
        return list.complete()
                ? ""
                : "There are more names than the first " + list.names().size() + " in alphabetical order.";
    }
}
