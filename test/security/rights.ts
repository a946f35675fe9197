/** The rights that docs/security.md lists, and the broker's entries that grant them. */
import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import { eventually } from '../support/eventually.ts';
import { read } from '../support/markdown.ts';
import { USER } from './world.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const KINDS = {
  'Kafka topic': AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  'transactional id': AclResourceTypes.TRANSACTIONAL_ID,
} as const;
const OPERATIONS = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Create: AclOperationTypes.CREATE,
  Delete: AclOperationTypes.DELETE,
  Alter: AclOperationTypes.ALTER,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
} as const;

export interface Right {
  readonly of: keyof typeof KINDS;
  /** With placeholders; a `*` at the end makes it a prefix. */
  readonly name: string;
  readonly operation: keyof typeof OPERATIONS;
}

/** The rights in the table under a heading of the page. */
export function documented(heading: string): Right[] {
  const [, rest = ''] = read('docs/security.md').split(`### ${heading}\n`);
  const [section = ''] = rest.split('\n#');
  return section.split('\n').flatMap((line) => {
    const [, of, name, operations] = /^\| ([^|]+?) +\| `([^`]+)` +\| ([^|]+?) +\|/.exec(line) ?? [];
    if (of === undefined || name === undefined || operations === undefined) return [];
    if (!(of in KINDS)) throw new Error(`docs/security.md: ${of} is no kind of resource`);
    return operations.split(', ').map((operation) => {
      if (!(operation in OPERATIONS)) throw new Error(`docs/security.md: ${operation} is no right`);
      return { of: of as Right['of'], name, operation: operation as Right['operation'] };
    });
  });
}

export interface Deployed {
  readonly documents: string;
  readonly prefix: string;
  readonly group: string;
  /** A Kafka topic that is copied from. */
  readonly source?: string;
}

/** What the placeholder stands for. */
function filled(name: string, of: Deployed): string {
  return name.replace(/<(\w+)>/g, (_, key: keyof Deployed) => of[key] ?? '');
}

/** With placeholders for what they stand for; the longest first, as one name may begin another. */
export function spelled(text: string, of: Deployed): string {
  const longest = Object.entries(of).sort(([, a], [, b]) => b.length - a.length);
  return longest.reduce((rest, [key, value]) => rest.replaceAll(value, `<${key}>`), text);
}

export async function grant(admin: Admin, rights: readonly Right[], of: Deployed): Promise<void> {
  const acl = rights.map(({ of: kind, name, operation }): AclEntry => {
    const whole = filled(name, of);
    return {
      resourceType: KINDS[kind],
      resourceName: whole.replace(/\*$/, ''),
      resourcePatternType: whole.endsWith('*') ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
      principal: `User:${USER}`,
      host: '*',
      operation: OPERATIONS[operation],
      permissionType: AclPermissionTypes.ALLOW,
    };
  });
  await admin.createAcls({ acl });
  await known(admin, acl.length);
}

const ANY = {
  resourceType: AclResourceTypes.ANY,
  resourcePatternType: ResourcePatternTypes.ANY,
  operation: AclOperationTypes.ANY,
  permissionType: AclPermissionTypes.ANY,
};

/** Takes every right away, whosever it is. */
export async function revokeAll(admin: Admin): Promise<void> {
  await admin.deleteAcls({ filters: [ANY] });
  await known(admin, 0);
}

/** Entries reach what decides by them only after they were accepted. */
async function known(admin: Admin, least: number): Promise<void> {
  await eventually(async () => {
    const { resources } = await admin.describeAcls(ANY);
    const entries = resources.flatMap(({ acls }) => acls).length;
    if (least === 0 ? entries > 0 : entries < least) throw new Error(`${entries} rights instead of ${least}`);
  });
}
