"""IM-005."""

from ...rule import Findings, Images, rule, say

_BLANK = {"overlay": 0.95, "overlay_box": [0.1, 0.8, 0.9, 0.95], "words_texts": [""] * 6}
_SALE = {**_BLANK, "words_texts": ["50% OFF", "today only", "", "", "", ""]}


@rule(
    "IM-005",
    reads=("overlay", "overlay_box", "words_texts"),
    severity="error",
    source="https://global.lianlianpay.com/channel/7-21226.html",
    advice="Upload the picture without what was put on it; words fit into a bullet, or onto another picture.",
    bad=[
        _SALE,
        {**_BLANK, "store": "amazon.fr"},
        {**_SALE, "words_texts": ["www.oakline.example", "", "", "", "", ""], "store": "amazon.de"},
    ],
    good=[
        {**_SALE, "role": "other.1"},
        {**_BLANK, "overlay": 0.3, "store": "amazon.fr"},
        {"overlay": float("nan")},
    ],
)
def check(images: Images, *, least: float = 0.7) -> Findings:
    """Words, a badge or a watermark are laid over the main picture.

    A main picture shows the thing and nothing else. What the thing itself bears is welcome: a stamp in the clay, an
    engraved name, its label. A small network and trees of our own tell one from the other; they can be wrong, above all
    about prints on flat things that fill the picture, which is why this is told as a warning.
    """
    for picture in images.main(images["overlay"] >= least):
        box = picture["overlay_box"]
        said = [says for says in picture["words_texts"] if says]
        if said:
            words = say("'{words}' seems to be laid over the main picture", words=" / ".join(said[:3]))
        else:
            words = say("words, a badge or a watermark seem to be laid over the main picture")
        boxes = [box] if box[0] == box[0] else ()
        yield picture.finding(words, "overlay", limit=least, boxes=boxes, severity="warning", words=said)
