// SPDX-License-Identifier: Apache-2.0
import { endpointOf, waysIn } from '/viewer/model/setup.js';
import { equal } from './check.js';

const commands = (...given) => waysIn(...given).map(({ command }) => command);

export function namesTheRealPathsAndTheService() {
  equal(commands({ agentJar: '/opt/dapper/agent.jar', launcher: '/opt/dapper/bin/dapper' }, 'shop', 'http://localhost:4317'), [
    'java -javaagent:/opt/dapper/agent.jar \\\n  -Dotel.service.name=shop \\\n  -jar application.jar',
    'export JAVA_TOOL_OPTIONS=-javaagent:/opt/dapper/agent.jar\nexport OTEL_SERVICE_NAME=shop',
    '/opt/dapper/bin/dapper attach PID \\\n  otel.service.name=shop',
  ]);
}

export function namesACollectorThatIsElsewhere() {
  const [flag, environment, attach] = commands({}, '', ' http://otel.example:4317 ');
  equal(flag.includes('-Dotel.exporter.otlp.endpoint=http://otel.example:4317'), true);
  equal(environment.endsWith('export OTEL_EXPORTER_OTLP_ENDPOINT=http://otel.example:4317'), true);
  equal(attach, 'dapper attach PID \\\n  otel.service.name=my-service \\\n  otel.exporter.otlp.endpoint=http://otel.example:4317');
}

export function quotesWhatAShellWouldCut() {
  const [flag, environment] = commands({ agentJar: '/my dapper/agent.jar' }, 'it\'s', '');
  equal(flag, 'java \'-javaagent:/my dapper/agent.jar\' \\\n  \'-Dotel.service.name=it\'\\\'\'s\' \\\n  -jar application.jar');
  equal(environment.split('\n')[0], 'export JAVA_TOOL_OPTIONS=\'-javaagent:"/my dapper/agent.jar"\'');
}

export function findsTheCollectorWhereTheViewerIs() {
  equal(['localhost', '127.0.0.1', '[::1]', 'traces.example'].map((host) => endpointOf({ collectorPort: 4317 }, host)),
    ['http://localhost:4317', 'http://localhost:4317', 'http://localhost:4317', 'http://traces.example:4317']);
  equal(endpointOf({}, 'localhost'), 'http://localhost:4317');
  equal(endpointOf({ collectorPort: 5317 }, 'localhost'), 'http://localhost:5317');
}
