"""Read foreign XML in small pieces, so that neither its size nor its tricks fill the memory."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces, property_interning_dict

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

CHUNK = 64 * 1024  # bytes read at once
MAX_TAG = 2_000_000  # bytes of one tag or note
MAX_NAMES = 5_000  # different names of elements and attributes, which the parser remembers
ADVICE = "Export it again from WordPress and import that file as it is."

_PACKED = {b"PK\x03\x04": "ZIP", b"\x1f\x8b": "gzip"}


class BadExport(ValueError):  # noqa: N818  the name says what is wrong, as callers read it
    """The file can't be imported; the message names the line and says what to do."""


def feed(stream: BinaryIO, handler: ContentHandler) -> Iterator[int]:
    """Parse `stream` from its beginning, a chunk at a time, with names split by namespace.

    Calls `handler` and yields, after each chunk, how many bytes were read. Raises BadExport where
    the file is empty, packed, not XML, or declares a document type, which is where entity bombs
    and references to other files live.
    """
    names: dict[str, str] = {}
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setProperty(property_interning_dict, names)
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    stream.seek(0)
    done = understood = 0
    while chunk := stream.read(CHUNK):
        if not done:
            _refuse_packed(chunk)
        place = _place(parser)
        _parse(parser, chunk)
        done += len(chunk)
        if _place(parser) != place:
            understood = done
        if done - understood > MAX_TAG or len(names) > MAX_NAMES:
            raise BadExport(
                f"Line {place[0]}: this is larger than anything that WordPress writes. {ADVICE}"
            )
        yield done
    if not done:
        raise BadExport(f"The file is empty. {ADVICE}")
    _parse(parser, None)
    yield done


def _parse(parser: DefusedExpatParser, chunk: bytes | None) -> None:
    """Give the parser its next bytes, None at the end; its errors become BadExport."""
    try:
        if chunk is None:
            parser.close()
        else:
            parser.feed(chunk)
    # None of these messages may carry what stands in the file, so that they can be shown.
    except SAXParseException as error:
        raise BadExport(
            f"Line {error.getLineNumber()}: this is not XML as it should be "
            f"({error.getMessage()}). The file may be cut off, changed in an editor or saved in "
            f"another encoding. {ADVICE}"
        ) from None
    except DefusedXmlException:
        raise BadExport(
            f"Line {parser.getLineNumber()}: the file declares a document type or entities. "
            "WordPress never writes them and they can be used for attacks, so the file is "
            f"refused. {ADVICE}"
        ) from None
    except BadExport:
        raise
    except (ValueError, LookupError):
        raise BadExport(
            "The first line names an encoding that can't be read. Save the file as UTF-8 and write "
            'encoding="UTF-8" in its first line.'
        ) from None


def _place(parser: DefusedExpatParser) -> tuple[int, int]:
    """Return the line and column up to which the parser has understood the file."""
    return parser.getLineNumber() or 1, parser.getColumnNumber() or 0


def _refuse_packed(chunk: bytes) -> None:
    """Raise BadExport for an archive, which is what some hosts hand out."""
    for mark, kind in _PACKED.items():
        if chunk.startswith(mark):
            raise BadExport(f"This is a {kind} archive. Unpack it and import the .xml file in it.")
