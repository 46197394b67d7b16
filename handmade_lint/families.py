"""Families of words that stand beside names in listings, one table for six languages.

A family is what a model can learn once and use in every language: 'birthday', 'Geburtstag' and 誕生日 speak for the same
role. A word belongs to a family if it is written there, or begins with a word that ends with ~; Japanese is looked up
as a substring. Words were chosen from general knowledge of how listings are written, not from the test part.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

FAMILIES = {
    "fan": "fan fans fandom lover lovers enthusiast~ collector~ nerd nerds geek addict~ obsessed passionn~ amoureu~ "
    "supporter~ liebhaber~ sammler~ anhänger~ tifos~ appassionat~ amante amanti amantes aficionad~ seguidor~ "
    "ファン 好き マニア オタク",
    "love": "love loves loved adore~ adora adorano aime aiment adorer liebt lieben ama amano encanta encantan 大好き 愛",
    "feast": "birthday~ party parties baptism christening halloween carnival~ carnaval~ fasching~ karneval~ anniversaire~ "
    "fête fêtes goûter geburtstag~ feier kindergeburtstag~ mottoparty compleanno festa feste carnevale cumpleaños fiesta "
    "fiestas cumple topper toppers candles bougies kerzen candeline velas invitation~ invit~ einladung~ banner bunting "
    "guirlande~ girlande~ festone ghirlanda guirnalda favours favors piñata 誕生日 パーティー ケーキ ガーランド お祝い",
    "figure": "plush~ doll dolls figure~ figurine~ statue~ statuette~ amigurumi doudou~ peluche~ kuscheltier~ plüsch~ figur "
    "figuren puppe puppen pupazz~ statuin~ bambol~ muñec~ figura figuras figurita~ miniature~ miniatur~ miniatura~ "
    "costume~ cape kostüm~ verkleidung~ disfraz~ déguisement~ travestimento mask masks masque~ maske~ maschera máscara "
    "ears oreilles ohren orecchie orejas 人形 編みぐるみ あみぐるみ ぬいぐるみ フィギュア 衣装 コスプレ お面",
    "emblem": "logo logos emblem~ emblème crest badge~ patch patches monogram~ abzeichen aufnäher wappen stemma stemmi "
    "toppa toppe scudetto écusson~ blason insignia parche~ escudo letters lettering lettres buchstaben schrift lettere "
    "letras font ロゴ エンブレム ワッペン モノグラム 書体 マーク入り",
    "words": "lyric~ quote~ song songs verse~ line lines paroles citation~ chanson~ refrain liedtext~ zitat~ song lied "
    "strophe~ frase frasi parole canzone strofa citazione letra letras verso versos canción frase cita 歌詞 名言 セリフ",
    "picture": "portrait~ poster~ print prints canvas painting painted drawing illustration~ porträt~ plakat~ leinwand~ "
    "bild bilder gemalt bemalt ritratt~ quadro quadri tela dipint~ retrato~ lienzo lámina~ cuadro pintad~ tableau~ affiche~ "
    "toile peint~ 肖像 ポスター キャンバス 絵 描き 手描き 柄",
    "sport": "match matches season ticket team club football soccer league stadium jersey scarf supporter stade équipe "
    "saison maillot verein spiel stadion dauerkarte~ mannschaft partita stadio squadra curva abbonamento partido estadio "
    "equipo hinch~ abono~ 応援 球団 試合 チーム",
    "inspired": "inspired inspir~ style styled stil~ stile estilo façon manner manière maniera manera look like alike esque "
    "ish vibe~ theme~ thème~ thema~ tema temátic~ motto homage~ hommage~ omaggio homenaje tribute spirit esprit geist "
    "spirito espíritu reminiscent rappelle erinner~ ricorda recuerda~ similar similaire~ ähnlich~ simile simili parecid~ "
    "風 調 っぽい 系 みたい ような 似 イメージ モチーフ オマージュ テイスト 思わせ 彷彿 世界観 インスパイア",
    "copy": "dupe dupes replica~ réplique~ replik~ repliche réplica~ copy copies copie~ kopie~ copia copias imitation~ "
    "imitat~ imitaz~ imitación knockoff~ knock fake faux falso falsa fälschung lookalike~ clone~ counterfeit bootleg sosie "
    "doppelgänger sosia doble レプリカ そっくり もどき コピー",
    "cheaper": "price prix preis prezzo precio cheap~ affordable afford~ budget moins cher günstig~ bezahlbar~ economic~ "
    "económic~ costs cost coûte kostet costa cuesta tenth half alternative alternativa 値段 価格 お手頃 プチプラ",
    "fits": "fit fits fitting compatible compatib~ kompatib~ suitable suits sized size replaces replacement accommodates "
    "holds works adapt~ adatt~ apto apta aptos aptas convient passend~ passt passen geeignet~ ersatz~ ersetzt ricambio "
    "repuesto rechange remplace sostituisce sustituye pour für per para for fürs prévu~ pensat~ pensad~ included "
    "inclus incluso incluido lieferumfang mitgeliefert 用 対応 専用 互換 サイズ 付属 合います 収まり 入る 向け",
    "case": "case cases sleeve sleeves cover covers pouch holder stand dock band strap straps mount charger organiser~ "
    "organizer~ insert étui~ housse~ coque~ support~ socle bracelet~ dragonne~ pochette~ hülle~ etui~ tasche halter~ ständer "
    "armband schlaufe einsatz custodia cover supporto base cinturino laccetto porta funda~ estuche~ soporte correa~ "
    "ケース カバー スタンド ホルダー ストラップ ベルト 台",
    "stuff": "cotton linen fabric~ cloth yarn thread~ bead beads crystal~ pearl~ zip zips zipper~ felt clay wool silk fibre~ "
    "coton lin tissu~ fil fils perle perles cristaux laine soie fermeture pâte liège baumwoll~ leinen stoff stoffe garn "
    "perlen kristall~ wolle seide reißverschluss~ filz kork cotone lino tessut~ stoffa filo perlin~ cristall~ lana seta "
    "cerniera pasta algodón tela telas hilo cuentas perlas cristal~ lana seda cremallera arcilla corcho lining doublure "
    "futter fodera forro polyester denim canvas leather cuir leder pelle cuoio cuero thread 生地 布 糸 ビーズ パール "
    "ファスナー 粘土 羊毛 素材 裏地 帆布",
    "from": "made sewn cut built woven upcycled recycled repurposed reworked rescued salvaged old vintage worn scraps "
    "remnant~ offcut~ fabriqué~ cousu~ taillé~ recycl~ vieux vieille ancien~ chutes usé~ genäht geschnitten gefertigt alt "
    "alte alten alter altem aufgearbeitet reste~ cucit~ ricavat~ vecchi~ usat~ ritagli cosid~ hech~ sacad~ viej~ antigu~ "
    "usad~ retales 再利用 古い 古着 リメイク 使用 使って 仕立て",
    "machine": "machine~ plotter~ plotted laser engraved cut sewn stitched press maschine~ geplottet graviert gravé~ "
    "découpé~ macchina inciso incisa tagliat~ máquina grabad~ cortad~ trazad~ tracé~ workshop atelier werkstatt "
    "laboratorio taller grandmother grandma nana mamie oma nonna abuela ミシン カッター 彫刻 祖母",
    "licence": "licensed licenced licence license officially official lizenzier~ lizenz~ licence officiel~ ufficial~ "
    "licenza oficial~ licencia metre mètre meter metro unofficial affiliated inoffiziell~ 公式 正規 ライセンス 非公式",
    "certified": "certifi~ certific~ zertifi~ label~ labellis~ siegel prüfzeichen geprüft~ standard norm norme norma audit~ "
    "approved tested organic bio biologic~ orgánic~ ecológic~ sello marchio mark stamped kontrolliert controllat~ "
    "controlad~ contrôl~ 認証 認定 取得 基準 検査",
    "place": "glass porcelain china lace straw steel blade skyline village island verre porcelaine dentelle paille acier lame "
    "glas porzellan spitze stroh stahl klinge vetro porcellana pizzo merletto paglia acciaio lama vidrio porcelana encaje "
    "paja acero hoja tradition~ tradizione tradición forged forgé~ geschmiedet forgiat~ forjad~ blown soufflé~ geblasen "
    "soffiat~ soplad~ technique technik tecnica técnica ガラス グラス 磁器 焼 レース 鋼 織 伝統 産",
    "name-giving": "name names prénom~ nom vorname~ namen~ nome nomi nombre nombres example exemple beispiel esempio ejemplo "
    "personalised personalized personnalis~ personalisiert~ personalizzat~ personalizad~ called named appelle heißt chiama "
    "llama daughter son fille fils tochter sohn figlia figlio hija hijo 名入れ 名前 例",
    "pet": "cat dog cats dogs kitten chat chatte chien katze kater hund gatto gatta cane gato gata perro 猫 犬",
    "life": "studied study taught worked work job office before years ago étudié formé~ travaill~ bureau avant studiert "
    "gelernt gearbeitet früher jahre büro studiato lavorav~ ufficio prima anni estudi~ trabaj~ oficina antes años "
    "accountant comptable buchhalter~ contabile contable school école schule scuola escuela university université "
    "学び 大学 前は 働 卒業",
    "hearing": "listen~ hear headphones music écoute écoutant musique höre hören läuft musik ascolto ascoltando musica "
    "escucho escuchando música film watch 聴 聞き",
    "sent": "ship~ shipped post posted sent courier tracking delivery pay paid payment envoi expédi~ livraison paiement "
    "suivi versand versendet zahlung sendung~ verschick~ spedi~ consegna paga pagamento envío entrega pago seguimiento "
    "find follow questions photos pictures more retrouvez suivez fotos bilder mehr altre foto más 発送 届け 支払 送",
    "as-big-as": "big size tall small about grand grande gros haut taille so groß hoch klein etwa alto alta piccolo come "
    "tamaño pequeño can tin bottle canette pot dose tüte lattina barattolo lata bote 大きさ 高さ くらい ほど 缶",
    "nature": "sea river tree forest bird animal sleeping bee berries fruit colour color glaze mer rivière arbre forêt oiseau "
    "endormi abeille baies couleur glaçure meer fluss baum wald vogel schlafend biene beeren farbe glasur mare fiume albero "
    "bosco uccello dorme ape bacche colore smalto mar río árbol bosque pájaro dormido abeja bayas color esmalte god dieu "
    "gott dio dios blue grey green red 海 川 木 森 鳥 色 眠る 釉薬",
    "craft": "stitch pattern knitted crochet~ turned thrown carved woven handmade weave glaze quilt tricot~ tourné~ sculpté~ "
    "tissé~ gestrickt gehäkelt gedrechselt geschnitzt gewebt uncinetto tornit~ scolpit~ tessut~ ganchillo tornead~ tallad~ "
    "tejid~ 手編み ろくろ 彫り 織り 刺し子",
    "wear-and-table": "mug mugs tumbler~ bottle opener sign shirt t-shirt sweatshirt hoodie tote keyring keychain earrings "
    "necklace bracelet ring bib blanket cushion wreath coaster~ décapsuleur~ panneau tee sweat sac collier boucles bague "
    "bavoir coussin porte couverture flaschenöffner~ schild holzschild pulli kette ohrringe ring lätzchen kissen becher "
    "tasse apribottiglie targa felpa borsa collana orecchini anello bavaglino cuscino tazza abrebotellas letrero sudadera "
    "bolso collar pendientes anillo babero cojín taza llavero マグ 看板 ピアス ネックレス スタイ バッグ 靴 帽子",
}
"""Name of a family: its words."""


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Whole words, beginnings, and Japanese pieces with their families."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    pieces: list[tuple[str, str]] = []
    for family, words in FAMILIES.items():
        for word in dict.fromkeys(words.split()):
            if not word.rstrip("~").isascii() and any("\u3040" <= letter <= "\u9fff" for letter in word):
                pieces.append((word, family))
            elif word.endswith("~"):
                begun.append((word[:-1], family))
            else:
                whole[word] = (*whole.get(word, ()), family)
    return whole, tuple(begun), tuple(pieces)


def families_of(word: str) -> Iterator[str]:
    """Families of a word in small letters."""
    whole, begun, _ = _tables()
    told = set(whole.get(word, ()))
    told.update(family for beginning, family in begun if word.startswith(beginning))
    yield from sorted(told)


def families_in(text: str) -> Iterator[tuple[int, str]]:
    """Japanese pieces of a text: how far from its beginning they stand, and their families."""
    for piece, family in _tables()[2]:
        at = text.find(piece)
        if at >= 0:
            yield at, family
