"""An area as plain records, for the formats that hold nothing but data (YAML, HCL)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import asdict

from bench.workload import Area, Asset, Lifecycle

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
Record = dict[str, Value]


def records(area: Area) -> dict[str, list[Record]]:
    """Kind to records, each record with its name first."""
    return {
        "partitions": [_filled(asdict(each)) for each in area.partitions],
        "teams": [{**asdict(each), "side": "marketing"} for each in area.teams],
        "workspaces": [_filled(asdict(each)) for each in area.workspaces],
        "folders": [
            _filled(
                {
                    "name": each.name,
                    "workspace": each.workspace,
                    "shared_with": each.shared_with,
                    "assets": [_asset(asset) for asset in each.assets],
                }
            )
            for each in area.folders
        ],
        "lifecycles": [_lifecycle(each) for each in area.lifecycles],
    }


def _asset(it: Asset) -> Record:
    inner = [_asset(each) for each in it.inner]
    record: Record = {
        "name": it.name,
        "kind": it.kind,
        "title": it.title,
        "uses": it.references,
        "assets": inner,
    }
    return _filled(record | _PROPERTIES.get(it.kind, {}))


_PROPERTIES: dict[str, Record] = {
    "program": {"type": "event", "channel": "Webinar"},
    "form": {"asks": ["Email", "Country", "Company"]},
    "smart_list": {"when": "Score >= 50"},
    "smart_campaign": {"when": "not Unsubscribed", "wait": "4 hours"},
}


def _lifecycle(it: Lifecycle) -> Record:
    record: Record = asdict(it)
    record["stages"] = [_filled(asdict(each)) for each in it.stages]
    record["transitions"] = [_filled(asdict(each)) for each in it.transitions]
    return _filled(record)


def _filled(record: Record) -> Record:
    """The record without what it leaves unsaid."""
    return {key: value for key, value in record.items() if value not in ("", 0, (), [], {})}
