// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import java.util.Map;

/**
 * The strategies of all services.
 *
 * @param defaults strategy of every service that is not named
 */
record StrategyTable(Strategy defaults, Map<String, Strategy> services) {

    Strategy of(String service) {
        return services.getOrDefault(service, defaults);
    }
}
