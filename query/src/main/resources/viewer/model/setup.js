// SPDX-License-Identifier: Apache-2.0
// The commands that attach the agent to an application. Pure functions.

const AGENTS_DEFAULT = 'http://localhost:4317';
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The endpoint to which an application can send its spans.
 *
 * @param setup the answer of the service
 * @param host the host by which the user's browser reaches this service
 */
export function endpointOf(setup, host) {
  return `http://${LOOPBACK.test(host) ? 'localhost' : host}:${setup.collectorPort ?? 4317}`;
}

/**
 * All ways to attach the agent: each with a title, its purpose, and the command.
 *
 * @param service the service name of the application
 * @param endpoint of the collector
 */
export function waysIn(setup, service, endpoint) {
  const jar = setup.agentJar ?? '/path/to/dapper-javaagent.jar';
  const name = service.trim() || 'my-service';
  const elsewhere = endpoint.trim() && endpoint.trim() !== AGENTS_DEFAULT ? endpoint.trim() : '';
  const settings = [['otel.service.name', name], ...(elsewhere ? [['otel.exporter.otlp.endpoint', elsewhere]] : [])];
  return [
    {
      title: 'On the command line',
      when: 'for a program that is started with java',
      command: [`java ${shell(`-javaagent:${jar}`)}`, ...settings.map(([key, value]) => shell(`-D${key}=${value}`)), '-jar application.jar'].join(' \\\n  '),
    },
    {
      title: 'In the environment',
      when: 'for containers, application servers and start scripts',
      command: [
        ['JAVA_TOOL_OPTIONS', `-javaagent:${/\s/.test(jar) ? `"${jar}"` : jar}`],
        ...settings.map(([key, value]) => [key.toUpperCase().replaceAll('.', '_'), value]),
      ].map(([key, value]) => `export ${key}=${shell(value)}`).join('\n'),
    },
    {
      title: 'In a JVM that runs already',
      when: 'jps -l lists them with their numbers',
      command: [`${shell(setup.launcher ?? 'dapper')} attach PID`, ...settings.map(([key, value]) => shell(`${key}=${value}`))].join(' \\\n  '),
    },
  ];
}

/** Quotes a text as one word of a shell command. */
const shell = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
