"""How fast online topic models of others take the documents of a Kafka topic, told the number of topics.

    python topic_models_rate.py BROKERS KAFKA_TOPIC METHOD WEIGHTS TOPICS BATCH SECONDS

METHOD: bertopic (partial_fit on embeddings of sentence-transformers) or lda (gensim's online LDA). Records are JSON with a
"text"; they are read from the beginning with confluent-kafka. Prints {"documents", "seconds"} of the batches after the
first, which only warms up, until SECONDS are over or there are no more. Each batch is learnt and its documents get their
topics; nothing is published and no offset committed, so that an exactly-once stage around it would be slower.
"""

import json
import sys
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

brokers, kafka_topic, method, weights = sys.argv[1:5]
topics, batch, seconds = (int(text) for text in sys.argv[5:8])


def bertopic():
    from bertopic import BERTopic
    from bertopic.vectorizers import ClassTfidfTransformer, OnlineCountVectorizer
    from sentence_transformers import SentenceTransformer
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import IncrementalPCA

    encoder = SentenceTransformer(weights, device="cpu")
    encoder.max_seq_length = 256
    model = BERTopic(
        umap_model=IncrementalPCA(n_components=5),
        hdbscan_model=MiniBatchKMeans(n_clusters=topics, random_state=0),
        vectorizer_model=OnlineCountVectorizer(stop_words="english"),
        ctfidf_model=ClassTfidfTransformer(),
    )

    def learn(texts):
        # scikit-learn expects the dtype of its first batch, after PCA: doubles.
        embeddings = encoder.encode(texts, show_progress_bar=False).astype("float64")
        model.partial_fit(texts, embeddings)
        return model.topics_

    return learn


def lda():
    from gensim.corpora.hashdictionary import HashDictionary
    from gensim.models import LdaModel
    from gensim.parsing.preprocessing import STOPWORDS
    from gensim.utils import simple_preprocess

    # Words by their hash: a feed's vocabulary is not known beforehand.
    words = HashDictionary(id_range=2**16, debug=False)
    model = LdaModel(num_topics=topics, id2word=dict.fromkeys(range(2**16), ""), chunksize=batch, random_state=0)

    def learn(texts):
        bags = [words.doc2bow([w for w in simple_preprocess(text) if w not in STOPWORDS]) for text in texts]
        model.update(bags)
        return model.inference(bags)[0]

    return learn


learn = {"bertopic": bertopic, "lda": lda}[method]()
consumer = Consumer({"bootstrap.servers": brokers, "group.id": "peer", "enable.auto.commit": False})
partitions = consumer.list_topics(kafka_topic, timeout=30).topics[kafka_topic].partitions
consumer.assign([TopicPartition(kafka_topic, p, OFFSET_BEGINNING) for p in partitions])
start, documents = None, 0
while start is None or time.perf_counter() - start < seconds:
    records = consumer.consume(batch, timeout=5)
    if not records:
        break
    for record in records:
        if record.error():
            raise RuntimeError(record.error())
    learn([json.loads(record.value())["text"] for record in records])
    if start is None:
        start = time.perf_counter()
    else:
        documents += len(records)
if documents == 0:
    raise RuntimeError(f"{kafka_topic} has too few documents for a second batch of {batch}")
print(json.dumps({"documents": documents, "seconds": time.perf_counter() - start}))
consumer.close()
