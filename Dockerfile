# One image for web, relay, worker and every command. The last stage has no compiler, no pip cache and no shell tricks:
# it runs as a user without rights and writes only to /data and /tmp.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
# Everything that is locked is fetched and checked against its hash; of that, only what the product needs is installed.
COPY constraints.txt .
RUN pip wheel -q --no-deps --require-hashes -r constraints.txt -w /wheels
COPY setup.cfg pyproject.toml README.md LICENSE ./
COPY directory directory
COPY matching matching
COPY plugins plugins
COPY seed seed
COPY workers workers
RUN python -m venv /build/tools \
 && /build/tools/bin/pip install -q --upgrade --no-index --find-links /wheels setuptools \
 && /build/tools/bin/pip wheel -q --no-deps --no-build-isolation --no-index . -w /product \
 && python -m venv --without-pip /opt/onward \
 && pip --python /opt/onward/bin/python install -q --no-index --find-links /wheels --find-links /product "onward[postgres]" \
 && (/opt/onward/bin/python -m compileall -q /opt/onward/lib || true)

# Letters to and about people whose names are written in most scripts of Asia, in Armenian or in Ethiopic need fonts that
# no package of Python brings.
FROM python:3.11-slim-bookworm AS fonts
RUN apt-get update -q && apt-get install -y -q --no-install-recommends fonts-droid-fallback fonts-noto-core

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 onward \
 && useradd --system --uid 10001 --gid onward --home-dir /data --shell /usr/sbin/nologin onward \
 && install -d -o onward -g onward -m 0750 /data
COPY --from=build /opt/onward /opt/onward
COPY --from=fonts /usr/share/fonts/truetype/droid /usr/share/fonts/truetype/droid
COPY --from=fonts /usr/share/fonts/truetype/noto /usr/share/fonts/truetype/noto
ENV PATH=/opt/onward/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    ONWARD_INSTANCE=/data ONWARD_HOST=0.0.0.0 ONWARD_PORT=8000
USER onward
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# For the web process; the compose file gives relay and worker checks of their own.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['ONWARD_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["onward"]
CMD ["serve"]
