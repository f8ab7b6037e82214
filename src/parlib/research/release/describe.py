"""What a release says of itself to programs: Data Package, CSVW, Croissant and DCAT, all from one description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parlib.research.release.collect import KEYS, LINKS, read_columns

NOWHERE = "https://example.org/parlib-tables"
"""Address of a release that has none: Croissant asks for one; this is of those that lead nowhere (RFC 2606)."""

CSV_TYPE = "https://www.iana.org/assignments/media-types/text/csv"

XSD = {"string": "string", "integer": "integer", "number": "double", "boolean": "boolean"}
CROISSANT_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}

CROISSANT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that Croissant 1.0 prescribes."""


@dataclass(frozen=True)
class About:
    """What is said of a release as a whole.

    Attributes
    ----------
    title, description, version, date, citation, address : str
    creators : sequence of str
        Issuers of the figures.
    terms : sequence of str
        Terms of the sources, each once.
    files : mapping
        By table, its ``bytes`` and ``sha256``.
    """

    title: str
    description: str
    version: str
    date: str
    citation: str
    address: str
    creators: Sequence[str]
    terms: Sequence[str]
    files: Mapping[str, Mapping[str, Any]]


def _list_fields(table: str) -> list[dict[str, str]]:
    rows = read_columns().query("table == @table")
    return [{"name": row.column, "type": row.type, "description": row.description} for row in rows.itertuples()]


def describe_package(about: About) -> dict[str, Any]:
    """Return ``datapackage.json`` (Data Package 1, Table Schema)."""
    resources = []
    for table, key in KEYS.items():
        links = [
            {"fields": list(fields), "reference": {"resource": other, "fields": list(fields)}}
            for other, fields in LINKS.get(table, {}).items()
        ]
        schema = {"fields": _list_fields(table), "missingValues": [""], "primaryKey": list(key), "foreignKeys": links}
        resources.append(
            {
                "name": table,
                "path": f"{table}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": about.files[table]["bytes"],
                "hash": f"sha256:{about.files[table]['sha256']}",
                "schema": {name: value for name, value in schema.items() if value},
            }
        )
    return {
        "profile": "tabular-data-package",
        "name": "parlib-tables",
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": f"{about.date}T00:00:00Z",
        "contributors": [{"title": name, "role": "author"} for name in about.creators],
        "licenses": [{"name": "other-attribution", "title": term} for term in about.terms],
        "resources": resources,
    }


def describe_csvw(about: About) -> dict[str, Any]:
    """Return ``csv-metadata.json`` (CSV on the Web, a group of tables)."""
    tables = []
    for table, key in KEYS.items():
        columns = [
            {"name": one["name"], "titles": one["name"], "datatype": XSD[one["type"]]}
            | {"dc:description": one["description"]}
            for one in _list_fields(table)
        ]
        schema = {"columns": columns} | ({"primaryKey": list(key)} if key else {})
        tables.append({"url": f"{table}.csv", "tableSchema": schema})
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": about.title,
        "dc:description": about.description,
        "dc:rights": "; ".join(about.terms),
        "dialect": {"header": True, "encoding": "utf-8"},
        "tables": tables,
    }


def describe_croissant(about: About) -> dict[str, Any]:
    """Return ``croissant.json`` (Croissant 1.0)."""
    files, records = [], []
    for table, key in KEYS.items():
        file = f"{table}.csv"
        files.append(
            {"@type": "cr:FileObject", "@id": file, "name": file, "contentUrl": file, "encodingFormat": "text/csv"}
            | {"contentSize": f"{about.files[table]['bytes']} B", "sha256": about.files[table]["sha256"]}
        )
        fields = [
            {"@type": "cr:Field", "@id": f"{table}/{one['name']}", "name": one["name"]}
            | {"description": one["description"], "dataType": CROISSANT_TYPES[one["type"]]}
            | {"source": {"fileObject": {"@id": file}, "extract": {"column": one["name"]}}}
            for one in _list_fields(table)
        ]
        record: dict[str, Any] = {"@type": "cr:RecordSet", "@id": table, "name": table, "field": fields}
        records.append(record | ({"key": [{"@id": f"{table}/{name}"} for name in key]} if key else {}))
    return {
        "@context": CROISSANT,
        "@type": "sc:Dataset",
        "name": "parlib_tables",
        "description": f"{about.title}. {about.description}",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "version": about.version,
        "datePublished": about.date,
        "url": about.address,
        "license": "; ".join(about.terms),
        "citeAs": about.citation,
        "creator": [{"@type": "sc:Organization", "name": name} for name in about.creators],
        "distribution": files,
        "recordSet": records,
    }


def describe_dcat(about: About) -> dict[str, Any]:
    """Return ``dcat.jsonld`` (Data Catalog Vocabulary 3, with what its European profile DCAT-AP 3 demands)."""
    given = [
        {
            "@type": "dcat:Distribution",
            "dct:title": {"@value": table, "@language": "en"},
            "dcat:accessURL": {"@id": about.address},
            "dcat:downloadURL": {"@id": f"{table}.csv"},
            "dcat:mediaType": {"@id": CSV_TYPE, "@type": "dct:MediaType"},
            "dcat:byteSize": {"@value": str(about.files[table]["bytes"]), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
                "spdx:checksumValue": {"@value": about.files[table]["sha256"], "@type": "xsd:hexBinary"},
            },
        }
        for table in KEYS
    ]
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": about.address,
        "@type": "dcat:Dataset",
        "dct:title": {"@value": about.title, "@language": "en"},
        "dct:description": {"@value": about.description, "@language": "en"},
        "dct:issued": {"@value": about.date, "@type": "xsd:date"},
        "dcat:version": about.version,
        "dct:bibliographicCitation": about.citation,
        "dct:rights": [{"@type": "dct:RightsStatement", "rdfs:label": term} for term in about.terms],
        "dct:creator": [{"@type": "foaf:Organization", "foaf:name": name} for name in about.creators],
        "dcat:distribution": given,
    }
