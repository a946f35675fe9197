"""Θ and Φ into DuckDB, and a chart of the largest topics.

python theta_to_duckdb.py --database themes.duckdb --chart topics.png reads everything there is, and ends.
"""

import argparse
import io
import json
import os
import struct
import urllib.request

import duckdb
import fastavro
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

BROKERS = os.environ.get("KAFKA_BROKERS", "127.0.0.1:9092")
REGISTRY = os.environ.get("SCHEMA_REGISTRY_URL", "http://127.0.0.1:8081")
PREFIX = os.environ.get("PREFIX", "leitmotif")

schemas: dict[int, object] = {}


def decode(value: bytes) -> dict:
    """Confluent's wire format: a zero byte, the id of the schema, the value."""
    (schema_id,) = struct.unpack(">I", value[1:5])
    if schema_id not in schemas:
        with urllib.request.urlopen(f"{REGISTRY}/schemas/ids/{schema_id}") as answer:
            schemas[schema_id] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
    return fastavro.schemaless_reader(io.BytesIO(value[5:]), schemas[schema_id])


def records(kafka_topic: str):
    """(key, value) of every committed record up to the end as it is now; None for a tombstone."""
    consumer = Consumer({"bootstrap.servers": BROKERS, "group.id": f"{PREFIX}-duckdb", "enable.auto.commit": False,
                         "isolation.level": "read_committed", "enable.partition.eof": True})
    partitions = list(consumer.list_topics(kafka_topic, timeout=10).topics[kafka_topic].partitions)
    consumer.assign([TopicPartition(kafka_topic, p, OFFSET_BEGINNING) for p in partitions])
    open_partitions = set(partitions)
    while open_partitions:
        message = consumer.poll(30)
        if message is None:
            raise TimeoutError(f"{kafka_topic}: nothing came for 30 s")
        if message.error():
            open_partitions.discard(message.partition())  # the end of a partition
            continue
        yield message.key().decode(), None if message.value() is None else decode(message.value())
    consumer.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="leitmotif.duckdb")
    parser.add_argument("--chart", default="topics.png")
    wanted = parser.parse_args()

    theta: dict[str, dict] = {}
    for key, value in records(f"{PREFIX}.theta"):
        if value is None:
            theta.pop(key, None)
        else:
            theta[key] = value  # the newest record of a document is the last word
    phi: dict[str, dict] = {}
    for key, value in records(f"{PREFIX}.phi"):
        if value is None:
            phi.pop(key, None)
        else:
            phi[key] = value

    database = duckdb.connect(wanted.database)
    database.execute("create or replace table theta (document text, time timestamp, topic integer, weight double, rank integer)")
    rows = [
        (document, value["time"], part["topic"], part["weight"], rank)
        for document, value in theta.items()
        for rank, part in enumerate(value["theta"], start=1)
    ]
    if rows:
        database.executemany("insert into theta values (?, ?, ?, ?, ?)", rows)
    database.execute("create or replace table phi (topic integer, label text, documents bigint, keywords text[])")
    for value in phi.values():
        keywords = [keyword["word"] for keyword in value["keywords"]]
        database.execute("insert into phi values (?, ?, ?, ?)", (value["topic"], value["label"], value["documents"], keywords))

    largest = database.execute("""
        select coalesce(label, 'topic ' || topic) as name, count(*) as documents
        from theta left join phi using (topic) where rank = 1
        group by name order by documents desc limit 10""").fetchall()
    figure, axes = plt.subplots(figsize=(8, 4))
    axes.barh([name for name, _ in reversed(largest)], [count for _, count in reversed(largest)])
    axes.set_xlabel("documents")
    figure.tight_layout()
    figure.savefig(wanted.chart)
    print(json.dumps({"documents": len(theta), "topics": len(phi), "largest": largest}))


if __name__ == "__main__":
    main()
