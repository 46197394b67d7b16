# handmade-lint without an installed Python:
#
#     docker build -t handmade-lint .
#     docker run --rm --network none -v "$PWD:/work" handmade-lint check catalogue.csv -o report.html
#
# Nothing is fetched at run time. Files in /work are read and written as user 10001, or as --user "$(id -u):$(id -g)".

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY handmade_lint/ handmade_lint/
COPY models/ models/
RUN python -m venv /opt/handmade-lint \
    && /opt/handmade-lint/bin/pip install --no-cache-dir --only-binary :all: ".[images,parquet]" \
    && /opt/handmade-lint/bin/pip uninstall --yes pip

FROM python:3.13-slim
LABEL org.opencontainers.image.title="handmade-lint" \
      org.opencontainers.image.description="A linter for the listing catalogues of people who sell handmade goods" \
      org.opencontainers.image.licenses="Apache-2.0"
# What is remembered between runs goes to a folder that any user may write to: --user is common, a home is not.
RUN groupadd --system --gid 10001 maker \
    && useradd --system --uid 10001 --gid maker --no-create-home --shell /usr/sbin/nologin maker \
    && install --directory --mode 1777 /var/cache/handmade-lint
COPY --from=build /opt/handmade-lint /opt/handmade-lint
ENV PATH="/opt/handmade-lint/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONIOENCODING=utf-8 \
    XDG_CACHE_HOME=/var/cache/handmade-lint
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["handmade-lint"]
CMD ["--help"]
