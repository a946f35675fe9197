import { testSource } from '../../../contract/source.contract.ts';
import { kafkaWorld } from './world.ts';

testSource('Kafka', { sessionTimeout: 6000, world: kafkaWorld });
