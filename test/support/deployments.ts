import { afterEach } from 'vitest';
import { type Deployment, type DeploymentOptions, deployment } from './deployment.ts';
import { endProcesses } from './processes.ts';

/** Opens deployments for the tests of a file; after each of them its processes are ended, and what it opened is closed. */
export function deployments(): (options: DeploymentOptions) => Promise<Deployment> {
  const opened: Deployment[] = [];
  afterEach(async () => {
    await endProcesses();
    await Promise.all(opened.splice(0).map((world) => world.close()));
  });
  return async (options) => {
    const world = await deployment(options);
    opened.push(world);
    return world;
  };
}
