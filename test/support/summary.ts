import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Closes a run with one line for people and machines, alone on its line: `12 passed, 0 failed`.
 * A file that can't be loaded and an error outside of any test count as failed; a run without a test fails.
 */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const skipped = tests.length - passed - failed;
    const broken = modules.flatMap((module) => module.errors()).length + unhandled.length;
    // Printed last, after coverage, which is reported once the tests are done.
    process.once('exit', () => {
      console.log(`${passed} passed, ${failed + broken} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
      if (failed + broken > 0 || passed === 0) process.exitCode ||= 1;
    });
  }
}
