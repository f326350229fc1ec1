FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /app && /app/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY core core
COPY storage storage
COPY sandbox sandbox
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
    && /app/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home tokenmeter
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    TOKENMETER_HOME=/data \
    TOKENMETER_LOG_FORMAT=json
USER tokenmeter
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 3000)}/healthz', timeout=2)"]
ENTRYPOINT ["tokenmeter"]
CMD ["run"]
