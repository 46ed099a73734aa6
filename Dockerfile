# Paragraf for CPU, as an ordinary user. Build: docker build -t paragraf . (README: "In a container").
# torch from a registry's default index can bring gigabytes of CUDA: --build-arg TORCH_INDEX=<address of the CPU builds> avoids that.
FROM python:3.11-slim AS build
ARG TORCH_INDEX=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY constraints.txt pyproject.toml README.md ./
RUN pip install -c constraints.txt pip setuptools \
 && pip install -c constraints.txt ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} torch
COPY bot bot
COPY index index
RUN pip install -c constraints.txt -e '.[ollama,anthropic]' \
 && find /opt/venv -name __pycache__ -prune -exec rm -rf {} + \
 && rm -rf /opt/venv/lib/python3.11/site-packages/torch/include /opt/venv/lib/python3.11/site-packages/torch/test

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 paragraf && install -d -o paragraf /app/var
ENV PATH=/opt/venv/bin:$PATH HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY prompts prompts
COPY config.yaml ./
USER paragraf
VOLUME /app/var
STOPSIGNAL SIGTERM
# Needs discord.metrics_port in config.yaml (here METRICS_PORT, the same number); without it the running process is the check.
# /healthz says 503 until the first index is built and until Discord, database and Chroma server are there; a success ends the period.
ENV METRICS_PORT=""
HEALTHCHECK --interval=30s --timeout=5s --start-period=1h CMD [ -z "$METRICS_PORT" ] \
 || python -c "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['METRICS_PORT'] + '/healthz', timeout=4)"
ENTRYPOINT ["paragraf"]
CMD ["run"]
