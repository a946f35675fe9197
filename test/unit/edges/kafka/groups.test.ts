import kafkajs, { type Kafka } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { refuseShared } from '../../../../src/edges/kafka/groups.ts';

const { AssignerProtocol } = kafkajs;

/** A broker whose group `lm` has a member that reads these Kafka topics. */
function brokerOf(topics: string[], { protocolType = 'consumer', joined = true } = {}): Kafka {
  const memberMetadata = joined
    ? AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: Buffer.of() })
    : Buffer.of();
  const members = [{ memberMetadata, clientId: 'leitmotif', clientHost: '/10.0.0.1' }];
  const admin = {
    connect: async () => {},
    disconnect: async () => {},
    describeGroups: async () => ({ groups: [{ groupId: 'lm', protocolType, members }] }),
  };
  return { admin: () => admin } as unknown as Kafka;
}

describe('a group that is shared', () => {
  const readings = [{ group: 'lm', topic: 'news' }];
  const said: string[] = [];
  const probe = { log: (level: string, message: string) => void said.push(`${level}: ${message}`) };

  it('is refused, with what to do for two deployments and for one that is given other settings', async () => {
    await expect(refuseShared(brokerOf(['posts']), readings, probe)).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message:
        'group lm reads Kafka topic posts already (leitmotif/10.0.0.1), not news, and neither would be read: give each deployment a group of its own, by `group`; or, where this is the same one with other settings, stop all its replicas first',
    });
  });

  it('is none where all members read the same, none has joined yet, or they are no consumers', async () => {
    await refuseShared(brokerOf(['news']), readings, probe);
    await refuseShared(brokerOf(['posts'], { joined: false }), readings, probe);
    await refuseShared(brokerOf(['posts'], { protocolType: 'connect' }), readings, probe);
  });

  it('is let pass where it cannot be looked into: reading in it tells why', async () => {
    const refuses = async () => {
      throw new Error('Not authorized to access group');
    };
    const admin = { connect: async () => {}, disconnect: async () => {}, describeGroups: refuses };
    await refuseShared({ admin: () => admin } as unknown as Kafka, readings, probe);
    expect(said).toEqual(['debug: a group cannot be looked into']);
  });
});
