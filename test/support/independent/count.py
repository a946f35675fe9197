"""Counts what a deployment has committed, with nothing of the product's own: librdkafka reads read_committed, fastavro
decodes by the schema that the registry has under the id in each value. Prints one JSON object.

revision-0 records + dead letters + deletions = input records, and each (partition, offset) has one answer.
"""

import argparse
import collections
import datetime
import io
import json
import sys
import urllib.request
import uuid

import confluent_kafka
import fastavro

arguments = argparse.ArgumentParser()
arguments.add_argument("--brokers", required=True)
arguments.add_argument("--registry", required=True)
arguments.add_argument("--documents", required=True)
arguments.add_argument("--prefix", required=True)
given = arguments.parse_args()

schemas = {}


def schema_of(schema_id):
    if schema_id not in schemas:
        with urllib.request.urlopen(f"{given.registry}/schemas/ids/{schema_id}") as answer:
            schemas[schema_id] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
    return schemas[schema_id]


def decode(value):
    """A value in the Confluent wire format: a zero byte, four bytes of schema id, Avro."""
    if value[0] != 0:
        raise ValueError(f"a value begins with {value[0]}, not with 0")
    schema = schema_of(int.from_bytes(value[1:5], "big"))
    body = io.BytesIO(value[5:])
    record = fastavro.schemaless_reader(body, schema, None)
    if body.read(1):
        raise ValueError("bytes are left over behind a record")
    return schema["name"], record


def meanings(placed):
    """For each topic, the theme that most of its documents are of, in each fourth of the time in which it has enough of them."""
    placed = sorted(placed)
    cuts = [len(placed) * i // 4 for i in range(5)]
    found = collections.defaultdict(list)
    for a, b in zip(cuts, cuts[1:]):
        said = collections.defaultdict(collections.Counter)
        for _, topic, theme in placed[a:b]:
            said[topic][theme] += 1
        for topic, themes in said.items():
            if themes.total() >= ENOUGH:
                found[topic].append(themes.most_common(1)[0][0])
    return found


def records(topic):
    """Everything committed on a Kafka topic, up to its last stable offset now."""
    consumer = confluent_kafka.Consumer(
        {
            "bootstrap.servers": given.brokers,
            "group.id": f"count-{uuid.uuid4()}",
            "enable.auto.commit": False,
            "isolation.level": "read_committed",
            "enable.partition.eof": True,
            "auto.offset.reset": "earliest",
        }
    )
    partitions = consumer.list_topics(topic, timeout=30).topics[topic].partitions
    consumer.assign(
        [confluent_kafka.TopicPartition(topic, p, confluent_kafka.OFFSET_BEGINNING) for p in sorted(partitions)]
    )
    ended = set()
    while len(ended) < len(partitions):
        for message in consumer.consume(1000, timeout=1):
            if message.error() is None:
                yield message
            elif message.error().code() == confluent_kafka.KafkaError._PARTITION_EOF:
                ended.add(message.partition())
            else:
                raise confluent_kafka.KafkaException(message.error())
    consumer.close()


# Documents of a fourth of the time from which a topic can be said to be of a theme.
ENOUGH = 20
ERRORS = "__streams.errors."
answers = collections.Counter()
revision0 = 0
revised = strays = tombstones = 0
faults = []
last = {}
weighed = collections.Counter()
# Documents whose key says their theme (theme/id): event time, topic, theme.
placed = []
for message in records(f"{given.prefix}.theta"):
    key = message.key().decode()
    last[key] = message.value() is not None
    if message.value() is None:
        tombstones += 1
        continue
    name, theta = decode(message.value())
    place = (theta["partition"], theta["offset"])
    weights = [part["weight"] for part in theta["theta"]]
    if name != "io.leitmotif.Theta":
        faults.append(f"{place} is a {name}")
    if weights and (abs(sum(weights) - 1) > 1e-6 or weights != sorted(weights, reverse=True) or min(weights) <= 0):
        faults.append(f"{place} has weights {weights}")
    if theta["id"] != key:
        faults.append(f"{place} has id {theta['id']} under key {key}")
    if not isinstance(theta["time"], datetime.datetime):
        faults.append(f"{place} has no time")
    if theta["revision"] == 0:
        answers[place] += 1
        revision0 += 1
        strays += not weights
        if "/" in key and weights:
            placed.append((theta["time"], theta["theta"][0]["topic"], key.split("/")[0]))
    else:
        revised += 1
    weighed[theta["theta"][0]["topic"] if weights else None] += theta["revision"] == 0

dead = collections.Counter()
stages = collections.Counter()
for message in records(f"{given.prefix}.dead"):
    headers = {name: value.decode(errors="replace") for name, value in message.headers() if name.startswith(ERRORS)}
    dead[(int(headers[ERRORS + "partition"]), int(headers[ERRORS + "offset"]))] += 1
    stages[headers[ERRORS + "stage"]] += 1

documents = deletions = 0
lost = []
wrong = []
ends = {}
for message in records(given.documents):
    documents += 1
    place = (message.partition(), message.offset())
    deletes = message.value() is None and place not in dead
    deletions += deletes
    if deletes or message.key() is not None:
        ends[(message.key() or b"").decode(errors="replace")] = deletes
    n = answers.pop(place, 0) + dead.pop(place, 0) + deletes
    if n == 0:
        lost.append(place)
    elif n > 1:
        wrong.append(place)

# Topics that the events leave alive, and those that have a Φ.
live = set()
sequences = []
for message in records(f"{given.prefix}.events"):
    name, event = decode(message.value())
    sequences.append(event["sequence"])
    if event["type"] in ("born", "revived"):
        live.add(event["topic"])
    elif event["type"] == "split":
        live.update(event["into"])
    elif event["type"] in ("merged", "retired"):
        live.discard(event["topic"])
if sequences != list(range(1, len(sequences) + 1)):
    faults.append(f"events are numbered {sequences}")

phi = {}
for message in records(f"{given.prefix}.phi"):
    phi[message.key().decode()] = message.value() and decode(message.value())[1]
for key, topic in phi.items():
    if topic and (str(topic["topic"]) != key or not topic["label"] or not topic["keywords"]):
        faults.append(f"topic {key} has {topic}")

json.dump(
    {
        "input": documents,
        "revision0": revision0,
        "dead": sum(stages.values()),
        "deletions": deletions,
        "tombstones": tombstones,
        "lost": lost[:10],
        "duplicates": (wrong + list(answers) + list(dead))[:10],
        "revised": revised,
        "strays": strays,
        "topics": len([topic for topic in weighed if topic is not None]),
        "stages": dict(stages),
        "meanings": meanings(placed),
        "live": sorted(live),
        "phi": sorted(int(key) for key, topic in phi.items() if topic),
        # Deleted at last, and yet the newest record under their key says something.
        "undead": [key for key, deleted in ends.items() if deleted and last.get(key)][:10],
        "faults": faults[:10],
    },
    sys.stdout,
)
