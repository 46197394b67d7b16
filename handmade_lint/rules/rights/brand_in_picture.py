"""IP-101: names that are written in pictures; logos are IP-007's."""

from ...rule import Findings, Images, named, rule, say


def _line(words: str) -> dict[str, object]:
    boxes = [[0.1, 0.1, 0.6, 0.2]] + [[float("nan")] * 4] * 5
    return {"words_texts": [words, "", "", "", "", ""], "words_boxes": boxes}


@rule(
    "IP-101",
    reads=("words_texts", "words_boxes"),
    severity="warning",
    source=(
        "https://wp-ecommerce.org/index-5853.html",
        "https://www.it-recht-kanzlei.de/amazon-markenverletzungen-stolperfallen.html",
    ),
    advice="Take the name out of the picture; what a thing fits is said in words, without anybody's lettering.",
    bad=[
        _line("Louis Vuitton"),
        {**_line("GUCCI"), "store": "amazon.fr"},
        {**_line("Disney"), "role": "other.1"},
    ],
    good=[
        _line("Oak bowl, 20 cm"),
        {**_line("Gucci"), "brand": "Gucci"},
        {**_line("for Samsung"), "store": "amazon.fr"},
    ],
)
def check(images: Images) -> Findings:
    """The name of another firm is laid over the picture.

    A name in a text may say what a thing fits; in a picture it draws the eye as its owner's own mark does. Names are
    read, lettering and logos are not judged here.
    """
    for picture in images.shown((images["words_texts"] != "").any(axis=1)):
        told: set[str] = set()
        for text, box in picture.written("title"):
            lists = ["clothing-brands", "fictional-worlds", "brand-names"]
            for name in named(text, lists, kinds=["luxury", "designer"], things=True):
                if name.part == "plain" and name.name.casefold() not in told:
                    told.add(name.name.casefold())
                    words = say("the picture bears the name '{name}': does its owner let you use it?", name=name.name)
                    yield picture.finding(words, boxes=[box], says=text.value, **name.evidence)
