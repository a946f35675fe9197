import { describe, expect, it } from 'vitest';
import { createLogger, type LogOptions } from '../../../../src/edges/telemetry/log.ts';

function captured(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    format: 'json',
    stream: { write: (line) => lines.push(line) },
    ...options,
  });
  return { lines, logger };
}

describe('logger', () => {
  it('writes one JSON object a line, with level and time as people read them', () => {
    const { lines, logger } = captured();
    logger.info({ partition: 3 }, 'assigned');
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'info', msg: 'assigned', partition: 3, name: 'leitmotif' });
    expect(new Date(String(line.time)).getTime()).toBeGreaterThan(0);
  });

  it('leaves out what is below the level', () => {
    const { lines, logger } = captured({ level: 'warn' });
    logger.info('no');
    logger.warn('yes');
    expect(lines).toHaveLength(1);
  });

  it.each(['password', 'token', 'key', 'text'])('never writes a field named %s', (name) => {
    const { lines, logger } = captured();
    logger.info({ [name]: 'hunter2', deep: { [name]: 'hunter2', deeper: { [name]: 'hunter2' } } }, 'connecting');
    expect(lines.join('')).not.toContain('hunter2');
    expect(lines.join('')).toContain('[redacted]');
  });

  it('writes text for people on a terminal, and lets nothing steer it', () => {
    const { lines, logger } = captured({ format: 'auto', terminal: true, color: false });
    logger.warn({ reason: 'a \u001b[2Jb', partition: 3 }, 'bad \u001b]0;title\u0007 \u202e line');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}bad/);
    expect(lines[0]).toContain('partition=3');
    expect(lines[0]?.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('colours only when told to', () => {
    const { lines, logger } = captured({ format: 'text', terminal: true });
    logger.error('x');
    expect(lines[0]).toContain('\u001b[31mERROR');
  });
});
