"""IM-004."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-004",
    reads=("placeholder", "brightness", "width", "height"),
    severity="error",
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://amz10.com/p/485.html",
        "https://en.hb2b.com/ask/181364.html",
    ),
    advice="Put a photograph of the product in its place.",
    bad=[
        {"width": 1200, "height": 1200, "placeholder": 0.95, "brightness": 200.0},
        {"width": 1200, "height": 1200, "placeholder": 0.99, "brightness": 120.0, "store": "amazon.fr"},
    ],
    good=[
        {"placeholder": 0.99, "brightness": 200.0, "width": 100, "height": 100},
        {"width": 1200, "height": 1200, "placeholder": 0.1, "brightness": 200.0},
        {"width": 1200, "height": 1200, "placeholder": 0.6, "brightness": 200.0, "store": "amazon.de"},
        {"width": 1200, "height": 1200, "placeholder": 0.99, "brightness": 14.0},
        {"width": 1200, "height": 1200, "placeholder": 0.95, "brightness": 200.0, "role": "other.1"},
    ],
)
def check(images: Images, *, least: float = 0.9) -> Findings:
    """The main picture stands in for one that is missing.

    A main picture is a photograph of the product: no drawing, no mock-up, no grey 'no picture yet'. Only the last is
    looked for (drawn, grey, few tones), and since that is an estimate of ours it is told as a warning. A photograph
    that is nearly black has few tones, too, and is let pass.
    """
    for picture in images.main(images.telling & (images["placeholder"] >= least) & (images["brightness"] >= 50)):
        words = say("the main picture looks like a placeholder, not like a photograph")
        yield picture.finding(words, "placeholder", limit=least, severity="warning")
