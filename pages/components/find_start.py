"""Where to begin when nothing was asked yet: pictures of subjects to touch, and the classes of the catalogue."""

import logging
from dataclasses import replace
from urllib.parse import parse_qs

import streamlit as st

from desk import vocabularies
from pages.components import find_facets, finding
from pages.components.frame import Here
from pages.components.markup import escaped
from pages.components.words import _, label
from search.engine import Engine
from search.hits import Results
from search.request import SearchRequest

log = logging.getLogger("desk.pages")

PICTURES = "subject_pictures"  # data/vocabularies; each picture is static/subjects/<code>.svg


def whole(here: Here, everything: Results) -> str:
    """The page before anything was asked."""
    if not everything.total:
        empty, bring = escaped(_("馆藏目录还是空的。")), escaped(_("导入馆藏"))
        come = f'<p><a class="find-key" href="/intake">{bring}</a></p>' if here.who else ""
        return f'<div class="find-note"><p>{empty}</p>{come}</div>'
    counts = _counts(here.engine, f"{here.engine.build} {here.engine.mark}")
    pictures = "".join(_picture(code, count) for code, count in counts.items() if count)
    heading = escaped(_("点图片找书"))
    drawn = f'<h2>{heading}</h2><ul class="find-pictures">{pictures}</ul>' if pictures else ""
    return f'<div class="find-start">{drawn}{_classes(everything)}</div>'


def leads_to(code: str) -> SearchRequest:
    """The search that a picture stands for, as the list of pictures says it."""
    return SearchRequest.from_params(parse_qs(vocabularies.entries(PICTURES)[code]["params"]))


@st.cache_data(show_spinner=False, max_entries=4)
def _counts(_engine: Engine, state_of_index: str) -> dict[str, int]:
    """How many records each picture leads to; counted anew when the index has changed (`state_of_index`)."""
    log.debug("counting what the pictures lead to, for the index %s", state_of_index)
    return {code: _engine.search(replace(leads_to(code), size=0)).total for code in vocabularies.codes(PICTURES)}


def _picture(code: str, count: int) -> str:
    address = escaped(finding.address(leads_to(code)))
    counted = escaped(_("{n} 种").format(n=count))
    return (
        f'<li><a href="{address}" data-name="picture-{code}">'
        f'<img src="/assets/subjects/{code}.svg" alt="" width="64" height="64">'
        f'<b>{escaped(label(PICTURES, code))}</b><span class="soft">{counted}</span></a></li>'
    )


def _classes(everything: Results) -> str:
    classes = next(facet.values for facet in everything.facets if facet.name == "clc")
    keys = "".join(
        find_facets.key(
            SearchRequest(filters=(("clc", one.value),)),
            find_facets.value_label("clc", one.value),
            name=f"class-{one.value}",
            count=one.count,
        )
        for one in sorted(classes, key=lambda value: value.value)
    )
    heading = _("按学科浏览（共 {n} 种）").format(n=everything.total)
    return f'<h2>{escaped(heading)}</h2><div class="find-row">{keys}</div>'
