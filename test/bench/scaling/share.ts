/** A share of the processors for a process, by Linux's control groups (version 1 or 2). Needs root. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Share {
  /** Comes before a command, to count it and what it starts. */
  readonly within: readonly string[];
  /** From now on it gets no more than so many processors; before, as much as there is. */
  hold(processors: number): void;
  /** Processor time used so far, s. */
  used(): number;
  /** All in it must have ended. */
  close(): void;
}

const ROOT = '/sys/fs/cgroup';
/** Time over which the share is dealt out, µs: short, so that nobody waits long for it. */
const PERIOD = 20_000;

export function share(name: string): Share {
  const unified = existsSync(join(ROOT, 'cgroup.controllers'));
  const folders = (unified ? [''] : ['cpu', 'cpuacct']).map((controller) => join(ROOT, controller, name));
  const [folder = ''] = folders;
  allowed(() => {
    for (const each of folders) mkdirSync(each);
  });
  const enter = folders.map((each) => `echo $$ > ${join(each, 'cgroup.procs')}`).join(' && ');
  return {
    within: ['sh', '-c', `${enter} && exec "$@"`, 'sh'],
    hold(processors) {
      const quota = Math.round(processors * PERIOD);
      allowed(() => {
        if (unified) writeFileSync(join(folder, 'cpu.max'), `${quota} ${PERIOD}`);
        else {
          writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD));
          writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quota));
        }
      });
    },
    used() {
      if (!unified) return Number(readFileSync(join(folders[1] as string, 'cpuacct.usage'), 'utf8')) / 1e9;
      const [, usec] = /usage_usec (\d+)/.exec(readFileSync(join(folder, 'cpu.stat'), 'utf8')) ?? [];
      return Number(usec) / 1e6;
    },
    close() {
      for (const each of folders) rmdirSync(each);
    },
  };
}

function allowed(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Error(`replicas cannot be held to a share of a processor: run this as root on Linux (${error})`);
  }
}
