"""How fast sentence-transformers encodes on a CPU, float32, in batches of its own.

    python sentence_transformers_rate.py WEIGHTS THREADS

Reads JSON lines: first {"name": [text, ...], ...}, then for each pass {"name": ..., "seconds": ...}. Answers each with
{"documents", "seconds", "cpu"}: whole passes over the texts of that name until the seconds are over. A text counts up to
its 256th token.
"""

import json
import sys
import time

import torch
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(sys.argv[1], device="cpu")
model.max_seq_length = 256
torch.set_num_threads(int(sys.argv[2]))
samples = json.loads(sys.stdin.readline())
for texts in samples.values():
    model.encode(texts[:32], show_progress_bar=False)
print("{}", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    texts = samples[asked["name"]]
    start, cpu, documents = time.perf_counter(), time.process_time(), 0
    while documents == 0 or time.perf_counter() - start < asked["seconds"]:
        model.encode(texts, show_progress_bar=False)
        documents += len(texts)
    passed = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    print(json.dumps({"documents": documents, **passed}), flush=True)
