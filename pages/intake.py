"""导入馆藏: a file is read and shown, then brought in, and can be taken back. `?batch=` says which import is open."""

import streamlit as st

from desk.catalogue.uploads import Uploads
from pages.components import intake_batch, intake_list, intake_upload
from pages.components.address_filters import number
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened("import")
st.title(_("导入馆藏"))
uploads = Uploads(here.settings.data_dir / "uploads")
if batch_id := number("batch"):
    with refusals():
        intake_batch.draw(here, uploads, batch_id)
else:
    with refusals():
        intake_upload.draw(here, uploads)
    intake_list.draw(here)
