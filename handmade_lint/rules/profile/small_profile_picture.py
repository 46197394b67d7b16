"""PR-001."""

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "PR-001",
    reads=("seller.picture", "seller.picture_width", "seller.picture_height", "seller.picture_fault"),
    severity="error",
    stores=HANDMADE_STORES,
    source=("http://nnxtl.cn/news/9682.html", "https://boobastic.com/news/126280.html"),
    advice="Take a picture of 400 pixels and more on both sides.",
    bad=[
        {"seller.picture": "me.jpg", "seller.picture_width": "150", "seller.picture_height": "600"},
        {"seller.picture": "moi.jpg", "seller.picture_fault": "there is no such file", "store": "amazon.fr"},
    ],
    good=[
        {"seller.picture": "me.jpg", "seller.picture_width": "400", "seller.picture_height": "400"},
        {
            "seller.picture": "moi.jpg",
            "seller.picture_width": "200",
            "seller.picture_height": "900",
            "store": "amazon.fr",
        },
        {"seller.picture": "me.jpg"},
    ],
)
def check(seller: Seller, *, least: int = 200) -> Findings:
    """The picture in the maker's profile is too small.

    Amazon asks for 200 pixels at least on its shorter side. A file that cannot be opened is told, too.
    """
    fault, width, height = (seller.get(f"picture_{name}") for name in ("fault", "width", "height"))
    if fault:
        yield seller.finding(
            "picture", say("the picture of the profile cannot be looked at: {fault}", fault=fault), severity="warning"
        )
    elif width and height and min(int(width), int(height)) < least:
        words = say(
            "the picture of the profile has {width} × {height} pixels; {least} are asked for on the shorter side",
            width=width,
            height=height,
            least=least,
        )
        yield seller.finding("picture", words, value=[int(width), int(height)], limit=least)
