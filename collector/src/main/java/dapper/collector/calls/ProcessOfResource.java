// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.storage.calls.ServiceProcess;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.stream.Stream;

/** Reads the process that a resource describes. */
final class ProcessOfResource {
    private ProcessOfResource() {}

    static ServiceProcess read(Resource resource) {
        PointAttributes values = new PointAttributes(resource.getAttributesList());
        String service = values.get("service.name");
        String agent = Stream.of("telemetry.distro.name", "telemetry.sdk.name")
                .filter(key -> !values.get(key).isEmpty())
                .map(key -> values.get(key) + ' ' + values.get(key.replace(".name", ".version")))
                .findFirst()
                .orElse("");
        return new ServiceProcess(
                service.isEmpty() ? dapper.storage.Resource.UNKNOWN_SERVICE : service,
                ServiceProcess.instance(values::get),
                values.get("service.version"),
                values.get("telemetry.sdk.language"),
                agent.strip());
    }
}
