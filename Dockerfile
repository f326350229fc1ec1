# Nothing is fetched that the hashes of requirements*.txt do not name, and nothing is compiled: all of it is wheels.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements-installer.txt requirements.txt ./
RUN python -m venv /build \
    && /build/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-installer.txt
RUN python -m venv --without-pip /app \
    && /build/bin/uv pip install --quiet --no-cache --compile-bytecode --python /app/bin/python \
        --only-binary :all: --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE manifest.yml ./
COPY bot bot
COPY core core
COPY storage storage
COPY sandbox sandbox
RUN /build/bin/python -m hatchling build -t wheel -d /wheels \
    && /build/bin/uv pip install --quiet --no-cache --compile-bytecode --python /app/bin/python --no-deps /wheels/*.whl

FROM python:3.12-slim
LABEL org.opencontainers.image.title="TokenMeter" \
      org.opencontainers.image.description="A Slack bot that shows and controls what your LLM APIs cost" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 tokenmeter \
    && useradd --no-log-init --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin tokenmeter \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    TOKENMETER_HOME=/data \
    TOKENMETER_LOG_FORMAT=json
# By number, so that Kubernetes sees that it is not root. It writes to /data and /tmp and nowhere else.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["tokenmeter", "healthy"]
ENTRYPOINT ["tokenmeter"]
CMD ["run"]
