// SPDX-License-Identifier: Apache-2.0
// The parts of a stack trace as the JVM writes it. Pure functions.

const FRAME = /^(\s*)at (?:[\w.$@-]+\/{1,2})*(?:[\w.@-]+\/)?([^\s(]+)\((.*)\)\s*$/;
const IN_COMMON = /^\s*\.\.\. (\d+) (?:more|common frames omitted)\s*$/;
const CAUSE = /^(\s*)(Caused by: |Suppressed: |\[CIRCULAR REFERENCE:)/;
/** Packages of the JDK and of frameworks, in which the reason of a failure is seldom. */
const LIBRARIES = /^(java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|org\.(apache|springframework|eclipse|hibernate|jboss|junit|postgresql|h2|mariadb|quartz|glassfish|reactivestreams)|io\.(netty|vertx|undertow|grpc|micrometer|quarkus|smallrye|reactivex|micronaut)|reactor|akka|com\.(fasterxml|google\.common|zaxxer|mysql|datastax|mongodb)|net\.bytebuddy|redis\.clients|okhttp3|retrofit2|dapper)\./;
/** Fewer frames of libraries are shown as they are. */
const LEAST_FOLDED = 3;

/**
 * Cuts a stack trace into the exception and its causes.
 *
 * @return for each its `heading` (the lines of its message), its `runs` of frames: `lines`, and `folded` if they are of
 *     libraries; and `common`: the number of frames that it shares with the one before. No part if the text is none.
 */
export function stackTraceOf(text) {
  const parts = [];
  for (const line of text.split(/\r?\n/)) {
    const part = parts.at(-1);
    const common = IN_COMMON.exec(line);
    if (part && common) {
      part.common = Number(common[1]);
    } else if (part && FRAME.test(line)) {
      part.frames.push(line);
    } else if (!part || CAUSE.test(line)) {
      parts.push({ heading: [line], frames: [], common: 0 });
    } else if (line.trim() !== '') {
      // The next line of a message, or one that no rule knows: it is never lost.
      (part.frames.length === 0 ? part.heading : part.frames).push(line);
    }
  }
  if (!parts.some(({ frames }) => frames.length > 0)) {
    return [];
  }
  return parts.map(({ heading, frames, common }, i) => {
    const shared = common > 0 || i === 0 ? 0 : sharedEnd(frames, parts[i - 1].frames);
    return { heading: heading.join('\n'), runs: runsOf(shared > 0 ? frames.slice(0, -shared) : frames), common: common + shared };
  });
}

/** The number of last frames that are the same; at least two, and never all. */
function sharedEnd(frames, before) {
  let shared = 0;
  while (shared < frames.length - 1 && shared < before.length && frames.at(-1 - shared).trim() === before.at(-1 - shared).trim()) {
    shared++;
  }
  return shared >= 2 ? shared : 0;
}

/** The first frame is always shown: the exception was made there. */
function runsOf(frames) {
  const runs = [];
  frames.forEach((line, i) => {
    const folded = i > 0 && LIBRARIES.test(FRAME.exec(line)?.[2] ?? '');
    if (runs.at(-1)?.folded === folded) {
      runs.at(-1).lines.push(line);
    } else {
      runs.push({ folded, lines: [line] });
    }
  });
  return joined(runs.map((run) => (run.lines.length < LEAST_FOLDED ? { ...run, folded: false } : run)));
}

function joined(runs) {
  const all = [];
  for (const run of runs) {
    if (!run.folded && all.at(-1)?.folded === false) {
      all.at(-1).lines.push(...run.lines);
    } else {
      all.push({ folded: run.folded, lines: [...run.lines] });
    }
  }
  return all;
}

/** The packages of some frames, at most two, for the line that stands for them. */
export function packagesOf(lines) {
  const names = new Set(lines.map((line) => (FRAME.exec(line)?.[2] ?? '').split('.').slice(0, /^(java|jdk|sun)x?\./.test(FRAME.exec(line)?.[2] ?? '') ? 2 : 3).join('.')));
  const [first, second] = names;
  return names.size > 2 ? `${first}, ${second} and others` : [...names].join(' and ');
}
