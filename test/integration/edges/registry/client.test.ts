import { schemaRegistry } from '../../../../src/edges/registry/client.ts';
import { testCodecs } from '../../../contract/codec.contract.ts';
import { testRegistry } from '../../../contract/registry.contract.ts';
import { schemaRegistryUrl } from '../../../support/services.ts';

testRegistry('over HTTP', () => schemaRegistry({ url: schemaRegistryUrl() }));
testCodecs('registry over HTTP', () => schemaRegistry({ url: schemaRegistryUrl() }));
