import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Documents joined with their Θ, and with the label of their heaviest topic from Φ, as JSON by document id into
 * PREFIX.labelled; again when a revision says better, and null once the document is deleted.
 */
public final class Labelled {
  private static final String BROKERS = env("KAFKA_BROKERS", "127.0.0.1:9092");
  private static final String REGISTRY = env("SCHEMA_REGISTRY_URL", "http://127.0.0.1:8081");
  private static final String PREFIX = env("PREFIX", "leitmotif");
  private static final String DOCUMENTS = env("DOCUMENTS", "documents");

  public static void main(String[] args) throws Exception {
    String labelled = PREFIX + ".labelled";
    create(labelled);
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, PREFIX + "-labelled");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, BROKERS);
    // Reads what was committed alone, and writes each result once.
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // What is no document is in the dead letters already.
    settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
    var streams = new KafkaStreams(topology(new Wire(REGISTRY), labelled), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    Thread.currentThread().join();
  }

  static Topology topology(Wire wire, String labelled) {
    var values = wire.values();
    var records = Consumed.with(Serdes.String(), values);
    var builder = new StreamsBuilder();
    // By id, as Θ is, so that both come to the same instance.
    KTable<String, JsonNode> documents = builder.stream(DOCUMENTS, records)
        .process(Identified::new)
        .toTable(Materialized.with(Serdes.String(), values));
    KTable<String, JsonNode> theta = builder.table(PREFIX + ".theta", records);
    GlobalKTable<String, JsonNode> phi = builder.globalTable(PREFIX + ".phi", records);

    KStream<String, JsonNode> joined = documents.join(theta, Labelled::withTopic).toStream();
    joined.filter((id, document) -> document == null).to(labelled, Produced.with(Serdes.String(), values));
    joined.leftJoin(phi, (id, document) -> document == null ? null : document.path("topic").asText(null), Labelled::withLabel)
        .to(labelled, Produced.with(Serdes.String(), values));
    return builder.build();
  }

  /**
   * A document under its id, which Leitmotif finds so: the field, else the key, else where the record lies. The text stays
   * behind, since the table has every document.
   */
  private static final class Identified extends ContextualProcessor<String, JsonNode, String, JsonNode> {
    @Override
    public void process(Record<String, JsonNode> record) {
      if (record.value() != null && !record.value().isObject()) return;
      ObjectNode document = (ObjectNode) record.value();
      String id = document == null ? null : document.path("id").asText(null);
      if (id == null) id = record.key();
      if (id == null) id = context().recordMetadata().map(at -> at.topic() + "-" + at.partition() + "-" + at.offset()).orElseThrow();
      context().forward(record.withKey(id).withValue(document == null ? null : document.without("text")));
    }
  }

  private static JsonNode withTopic(JsonNode document, JsonNode theta) {
    JsonNode heaviest = theta.get("theta").path(0); // missing for a stray, which no topic claims
    return ((ObjectNode) document.deepCopy())
        .put("topic", heaviest.isMissingNode() ? null : heaviest.get("topic").asLong())
        .put("weight", heaviest.path("weight").asDouble());
  }

  private static JsonNode withLabel(JsonNode document, JsonNode phi) {
    return ((ObjectNode) document.deepCopy()).put("label", phi == null ? null : phi.get("label").asText());
  }

  private static void create(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", BROKERS))) {
      var compacted = new NewTopic(topic, Optional.empty(), Optional.empty()).configs(Map.of("cleanup.policy", "compact"));
      admin.createTopics(List.of(compacted)).all().get();
    } catch (ExecutionException error) {
      if (!(error.getCause() instanceof TopicExistsException)) throw error;
    }
  }

  private static String env(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
