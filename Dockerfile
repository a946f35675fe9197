# syntax=docker/dockerfile:1
# BASE: any image with Node 20.19 or later on glibc (onnxruntime has no build for musl).
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json vite.config.ts ./
COPY schemas schemas
COPY src src
RUN npm run --silent build \
  && npm prune --omit=dev --no-audit --no-fund \
  && find node_modules/onnxruntime-node/bin -mindepth 2 -maxdepth 2 -type d ! -name linux -exec rm -r {} +

FROM ${BASE}
LABEL org.opencontainers.image.title="leitmotif" \
  org.opencontainers.image.description="Recurring themes in an endless feed of documents on Apache Kafka" \
  org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /opt/leitmotif
COPY --from=build /build/package.json ./
COPY --from=build /build/schemas schemas
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY LICENSE ./
# Weights that are fetched at the first start; mount a volume to keep them, or name a folder by LEITMOTIF_ENCODER_FOLDER.
# No setting is given here: the environment is stronger than a file of settings.
ENV NODE_ENV=production \
  LEITMOTIF_CACHE=/var/cache/leitmotif
RUN install -d -o 10001 -g 10001 /var/cache/leitmotif
# Nothing else is written: the root file system may be read-only.
USER 10001:10001
EXPOSE 9464
# With http.probes.separate the dashboard answers that health is elsewhere, which is an answer.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.LEITMOTIF_HTTP_PORT ?? 9464) + '/livez').then(({ status }) => process.exit(status < 500 ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/leitmotif/dist/cli/main.js"]
CMD ["run"]
