/** The dashboard: pages for everybody who reaches the port, the API for those who may. */
import { Hono } from 'hono';
import { type ApiOptions } from './api/routes.ts';
export interface DashboardOptions extends Omit<ApiOptions, 'steerable'> {
    /** Folder of the front end's files. */
    readonly folder: string;
    /** null where only this machine can ask. */
    readonly token: string | null;
    /** Health and metrics, where they share the port. */
    readonly probes: Hono | null;
}
export declare function createDashboard({ folder, token, probes, ...api }: DashboardOptions): Hono;
