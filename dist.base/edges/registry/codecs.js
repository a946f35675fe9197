import { packagedSchema } from "./avro.js";
import { avroCodec } from "./codec.js";
import { model } from "./model.js";
import { control, events, phi, theta } from "./shapes.js";
import { stats } from "./stats.js";
/**
 * Opens them all: sets each subject's compatibility, then registers the schema that comes with the package.
 * Values are `BACKWARD` compatible; events, which are kept longest and read by anyone, `FULL_TRANSITIVE`.
 * With `autoRegister: false` the schemas must be registered already, and the registry is only read.
 * Throws as SchemaRegistry.
 * @param names Kafka topics; the subject is `<kafka topic>-value`
 */
export async function openCodecs(registry, names, options = {}) {
    function open(kafkaTopic, schema, shape, compatibility = 'BACKWARD') {
        const subject = `${kafkaTopic}-value`;
        return avroCodec({ registry, subject, schema: packagedSchema(schema), shape, compatibility, ...options });
    }
    return {
        theta: await open(names.theta, 'Theta', theta),
        phi: await open(names.phi, 'Phi', phi),
        events: await open(names.events, 'TopicEvent', events, 'FULL_TRANSITIVE'),
        stats: await open(names.stats, 'BatchStats', stats),
        model: await open(names.model, 'ModelRecord', model),
        control: await open(names.control, 'Command', control),
    };
}
//# sourceMappingURL=codecs.js.map