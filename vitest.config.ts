import { defineConfig } from 'vitest/config';

const services = { globalSetup: 'test/support/global-setup.ts' };
// Files that count seconds, or keep both cores busy, run one after the other.
const real = { ...services, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/unit/**/*.test.ts',
            'test/laws/**/*.test.ts',
            'test/mutants/planted.test.ts',
            'test/simulate/seeds.test.ts',
            'test/fuzz/fuzz.test.ts',
            'test/soak/trend.test.ts',
          ],
          maxWorkers: 2,
          // Nothing here keeps state in a module, and to load the modules anew for each file costs half as much as the tests.
          isolate: false,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...services,
          // They share a broker, and mostly wait for it.
          maxWorkers: 2,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...services,
          maxWorkers: 2,
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 10 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...real,
          name: 'browser-real',
          include: ['test/browser/real/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'deploy',
          include: ['test/deploy/**/*.test.ts'],
          testTimeout: 120_000,
          sequence: { groupOrder: 6 },
        },
      },
      {
        test: {
          ...real,
          name: 'shipped',
          include: ['test/shipped/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 7 },
        },
      },
      {
        test: {
          ...real,
          name: 'image',
          include: ['test/image/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 8 },
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 9 },
        },
      },
      {
        test: {
          ...real,
          name: 'monitoring',
          include: ['test/monitoring/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          ...real,
          name: 'tuning',
          include: ['test/tuning/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 11 },
        },
      },
      {
        test: {
          name: 'security',
          globalSetup: 'test/security/setup.ts',
          include: ['test/security/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 12 },
        },
      },
      {
        test: {
          name: 'planted',
          include: ['test/simulate/bugs.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 8 },
        },
      },
      {
        test: {
          ...real,
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    reporters: ['default', './test/support/summary.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        'src/core/**/*.ts': { lines: 90 },
        'src/pipeline/**/*.ts': { lines: 90 },
      },
    },
  },
});
