import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Values as JSON, whether the log holds Avro in Confluent's wire format (a zero byte, the schema's id, the value) or JSON. */
final class Wire {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final String registry;

  Wire(String registry) {
    this.registry = registry;
  }

  /** Reads both, writes JSON. */
  Serde<JsonNode> values() {
    return Serdes.serdeFrom((topic, value) -> encode(value), (topic, bytes) -> decode(bytes));
  }

  private static byte[] encode(JsonNode value) {
    try {
      return value == null ? null : JSON.writeValueAsBytes(value);
    } catch (IOException error) {
      throw new SerializationException(error);
    }
  }

  private JsonNode decode(byte[] bytes) {
    if (bytes == null) return null;
    try {
      if (bytes.length < 5 || bytes[0] != 0) return JSON.readTree(bytes);
      Schema schema = schemas.computeIfAbsent(ByteBuffer.wrap(bytes).getInt(1), this::fetch);
      var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
      // Avro writes a record that was read without a class as JSON.
      return JSON.readTree(new GenericDatumReader<>(schema).read(null, decoder).toString());
    } catch (IOException error) {
      throw new SerializationException(error);
    }
  }

  private Schema fetch(int id) {
    try {
      var request = HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id)).build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IOException("the registry answers " + answer.statusCode() + " for schema " + id);
      return new Schema.Parser().parse(JSON.readTree(answer.body()).get("schema").asText());
    } catch (IOException error) {
      throw new SerializationException(error);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new SerializationException(error);
    }
  }
}
