"""The client, and its errors as what they mean for a search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from elastic_transport import ConnectionTimeout, NdjsonSerializer, OrjsonSerializer, TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from directory.search.index import EngineDown

CONNECTIONS = 16
REASONS = {
    400: "the index is not what this version needs",
    401: "the search server refuses the password",
    403: "the search server refuses the password",
    404: "the index is missing",
    429: "the search server has too much to do",
}


class Lines(OrjsonSerializer, NdjsonSerializer):
    """Many values, one a line: much of a search is reading and writing."""

    mimetype = NdjsonSerializer.mimetype
    dumps = NdjsonSerializer.dumps
    loads = NdjsonSerializer.loads


def make_client(url: str, timeout_s: float) -> Elasticsearch:
    """A client that tries once: who asks decides whether to ask again or to ask somebody else."""
    return Elasticsearch(
        with_port(url),
        request_timeout=timeout_s,
        max_retries=0,
        retry_on_timeout=False,
        connections_per_node=CONNECTIONS,
        serializers={"application/json": OrjsonSerializer(), Lines.mimetype: Lines()},
    )


def with_port(url: str) -> str:
    """The address with the port that its scheme means where it names none: the client guesses only one of the two."""
    parts = urlsplit(url)
    if parts.port is not None:
        return url
    port = {"http": 80, "https": 443}[parts.scheme]
    return urlunsplit(parts._replace(netloc=f"{parts.netloc.removesuffix(':')}:{port}"))


@contextmanager
def asking() -> Iterator[None]:
    """Whatever goes wrong inside becomes EngineDown with the reason in plain words."""
    try:
        yield
    except ConnectionTimeout as problem:
        raise EngineDown("the search server took too long") from problem
    except UnsupportedProductError as problem:
        raise EngineDown("what answers is not Elasticsearch") from problem
    except ApiError as problem:
        raise EngineDown(reason_of(problem.status_code)) from problem
    except TransportError as problem:
        raise EngineDown("the search server cannot be reached") from problem
    except (LookupError, TypeError, ValueError, AttributeError) as problem:
        raise EngineDown("the answer of the search server cannot be read") from problem


def reason_of(status: int) -> str:
    """Why a request was refused."""
    return REASONS.get(status, "the search server has a fault")
