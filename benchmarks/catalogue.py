"""A made-up catalogue of any size: seeded, varied, in five languages, with a known share of faulty listings.

Synthetic: no listing is anybody's. Sentences are put together from slots, so that no two texts are alike; a faulty
listing gets one to three faults that rules of the guide name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

COLUMNS = (
    *("sku", "store", "title", "brand", "bullet 1", "bullet 2", "bullet 3", "bullet 4", "bullet 5"),
    *("description", "search terms", "price", "quantity", "production time", "colour", "image 1"),
)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language."""

    store: str
    share: int
    titles: tuple[str, ...]
    bullets: tuple[str, ...]
    begins: tuple[str, ...]
    """Sentences of which one opens a description: each speaks of this piece alone."""
    sentences: tuple[str, ...]
    ends: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    keywords: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    """(column, text to put into it)."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


ENGLISH = Tongue(
    "amazon.com",
    45,
    _lines("""
        {Thing} in {Wood} with {detail}, {n} Inches
        {Wood} {Thing} with {detail}, Size {n}
        {Thing} Made of {Wood}, {detail}, {n} Inches
        {Thing} with {detail}, {Wood}, No {n}
    """),
    _lines("""
        {Wood} from a yard {n} miles from my bench
        Finished with {oil} in {few} thin coats
        About {n} inches long and {m} inches wide
        {Tool} marks stay visible on the {part}
        Wipe with a damp cloth and let it dry on its {part}
        Packed in {paper} and a box that was used before
        Joined without screws at the {part}
        Signed and dated on the {part}
    """),
    _lines("""
        Cut with a {tool} in {place} for my {kin}, this {thing} of {wood} is {n} cm long, its {part} {m} mm thick.
        A {thing} of {wood}, shaped with a {tool} for a {kin} in {place}, {n} by {m} cm, its {part} marked.
        My {kin} in {place} wanted a {thing} of {wood}, and with the same {tool} I made this one of {n} by {m} cm.
        {Tool}, {oil} and {wood}: nothing else went into this {thing} of {n} cm, begun in {place}, its {part} {m} mm.
    """),
    _lines("""
        I cut the {part} with a {tool} and leave the {surface} as it comes.
        The {wood} was felled in {place} and dried for {few} years before I touched it.
        After {few} hours at the bench the {part} is smooth, and I rub in {oil} with an old shirt.
        Every {thing} turns out a little different, because the grain decides where the {tool} may go.
        My {kin} taught me to sharpen a {tool} before I was allowed to use one.
        It holds {n} coins, {m} keys or one sleeping kitten, as a customer from {place} wrote on a card.
        When the weather is damp the {part} moves by a hair; that is how {wood} breathes.
        I draw each {thing} on {paper} first, then saw it a hair outside the line.
        There is a small step near the {part}, which I could have sanded away and did not.
        You can {care} it, and once a year a drop of {oil} brings back the {surface}.
        The workshop is in {place}, above a bakery, so it smells of bread until noon.
        Of {n} pieces that I began this autumn, {m} went into the stove, since their {part} had split.
        I have made {thing}s since {year}, first for friends, then for the market in {place}.
        The {surface} comes from a {tool} that is older than I am.
        Between two coats it rests for {rest} on a shelf, turned over now and then.
        A wren nests above the door, so from April on I close it softly.
        The offcuts heat the stove, and the ash goes under the roses.
        On market days I put my {thing}s on a blanket and talk until my voice is gone.
        What the {tool} leaves behind smells of {wood} for a week, and I like it.
        The light in {place} is low in winter, which shows every scratch on a {part}.
        A dog called Biscuit sleeps beneath the bench and knows each step of the work.
        My first {thing} was so heavy that my {kin} used it to hold a gate.
        I sharpen the {tool} on a stone from {place}, a little water, no hurry.
        The curve of the {part} is drawn by eye, with a pencil that I cut with a {tool}.
        Some of the {wood} has small knots, and I turn them so that they can be seen.
        Nothing here is stained: the colour is that of {wood}, and it will grow deeper.
        If you come by {place}, knock loudly, for the {tool} sings and I hear little.
        The feet are as wide as a thumb, so that it stands on an old, uneven table.
        I keep a book in which every {thing} has a line, from the first in {year} to this one.
        Half of the work is choosing the plank; the other half is leaving it alone.
    """),
    _lines("""
        Of {n}0 grams, wrapped in {paper}, this {thing} of {wood} leaves {place}, its {part} rubbed with {oil}.
        My {kin} chose the {wood}, I chose the {tool}, and {place} gave its {part} the {surface}.
        Number {n} of {m}, wrapped by my {kin} in {paper}, with the {surface} of {wood} on its {part}.
    """),
    {
        "Thing": _words(
            "Bread Bowl, Ring Box, Letter Tray, Key Rack, Candle Stand, Salad Spoon, Plant Stool, Pen Case, Tea Tray"
        ),
        "thing": _words("bowl, box, tray, rack, stand, spoon, stool, case, board, bookend"),
        "Wood": _words("Oak, Ash, Walnut, Cherry, Maple, Beech, Elm, Larch, Pear Wood, Plum Wood"),
        "wood": _words("oak, ash, walnut, cherry, maple, beech, elm, larch, pear, plum"),
        "detail": _words(
            "Brass Pin, Leather Loop, Wool Lining, Bone Inlay, Round Foot, Carved Rim, Linen Cord, Slate Base"
        ),
        "oil": _words("linseed oil, walnut oil, beeswax, tung oil, hard wax, shellac"),
        "part": _words("rim, foot, lid, base, handle, corner, back, inside, edge, joint"),
        "Tool": _words("Gouge, Knife, Plane, Saw, Chisel, Rasp, Scraper"),
        "tool": _words("gouge, knife, plane, saw, chisel, rasp, scraper, spokeshave"),
        "surface": _words("tool marks, grain, waxed surface, dark line, soft sheen, brushed face"),
        "place": _words("Vermont, Ohio, Maine, Oregon, the next valley, Kentucky, our village, the harbour"),
        "kin": _words("grandfather, aunt, neighbour, mother, teacher, cousin"),
        "paper": _words("brown paper, tissue, newspaper, sugar paper, card"),
        "care": _words("brush, dust, rinse, wipe, polish"),
        "few": _words("two, three, four, five, six"),
        "rest": _words("an hour, a night, an evening, half a morning, two days, a weekend, the time of a long meal"),
        "year": tuple(map(str, range(1979, 2022))),
    },
    _words(
        "kitchen,shelf,gift,wooden,carved,turned,rustic,table,wedding,housewarming,minimal,farmhouse,cabin,desk,storage"
    ),
    (
        ("title", " - FREE SHIPPING"),
        ("title", "!"),
        ("title", " and a Very Long Tail of Words That No Shopper Will Ever Read to Its End"),
        ("bullet 2", "Eco-friendly ™"),
        ("bullet 3", "100% satisfaction guaranteed or full refund"),
        ("bullet 4", "Buy now"),
        ("description", " Write to me at maker@example.com or see www.example.com for more."),
        ("description", " Only 3 left, 20 EUR each."),
        ("description", " <b>Best quality</b> for your home."),
        ("description", " Please leave a review with 5 stars."),
        ("search terms", ", best, new, cheap"),
        ("production time", "2-3"),
    ),
)
FRENCH = Tongue(
    "amazon.fr",
    25,
    _lines("""
        {Thing} en {wood} avec {detail}, {n} cm
        {Thing} de {wood}, {detail}, taille {n}
        {Thing} {detail} en {wood} massif, {n} cm
    """),
    _lines("""
        {Wood} d'un verger à {n} km de mon établi
        Finition à {oil} en {few} couches fines
        Longueur {n} cm, largeur {m} cm
        Traces {tool} visibles sur {part}
        À essuyer avec un chiffon humide
        Assemblage sans vis sur {part}
        Signé et daté sous {part}
    """),
    _lines("""
        Taillée au {tool} à {place} pour mon {kin}, cette pièce en {wood} montre {part} et {surface} sur {n} cm.
        Mon {kin} de {place} voulait du {wood}, {oil} et un {tool} fin ; voici, sur {n} cm, la même planche.
        Du {wood} de {place}, un {tool}, {oil} : cette pièce de {n} cm sur {m} cm ne doit rien à personne.
    """),
    _lines("""
        Je taille {part} au {tool} et je laisse {surface} telle quelle.
        Le {wood} a été abattu près de {place}, puis séché pendant {few} ans à l'abri.
        Après {few} heures à l'établi, {part} devient douce et je passe {oil} avec un vieux drap.
        Chaque pièce garde son caractère, car c'est le fil du bois qui décide du chemin de l'outil.
        Mon {kin} m'a appris à affûter avant de me laisser couper quoi que ce soit.
        On y range {n} pièces, {m} clés ou une pelote de laine, m'a écrit une cliente de {place}.
        Quand l'air est humide, {part} bouge d'un cheveu : c'est ainsi que le {wood} respire.
        Je dessine d'abord sur {paper}, puis je scie à {m} mm du trait.
        L'atelier se trouve à {place}, au-dessus d'une boulangerie, et sent le pain jusqu'à midi.
        Sur {n} ébauches de l'automne, {m} ont fini dans le poêle, fendues près de {part}.
        Je fabrique depuis {year}, d'abord pour des amis, puis pour le marché de {place}.
        Entre deux couches, la pièce repose {rest} sur une étagère, retournée de temps en temps.
        Une mésange niche sous le toit, alors je ferme la porte doucement.
        Les chutes chauffent le poêle et la cendre va aux rosiers.
        Au marché, je pose tout sur une couverture et je parle beaucoup.
        Le {tool} laisse des copeaux qui sentent le {wood} toute la semaine.
        En hiver la lumière de {place} est basse et montre la moindre rayure.
        Un chien dort sous l'établi et connaît chaque geste.
        Ma première pièce était si lourde que mon {kin} en a fait une cale.
        La courbe se trace à l'œil, avec un crayon que je taille au {tool}.
        Rien n'est teinté : la couleur est celle du {wood} et elle foncera un peu.
        La moitié du travail est de choisir la planche, l'autre de la laisser tranquille.
    """),
    _lines("""
        Elle pèse {n}0 grammes et quitte {place} dans {paper}, {part} passé à {oil}.
        Mon {kin} a choisi le {wood}, moi le {tool}, et {place} a donné {part} et {surface}.
    """),
    {
        "Thing": _words(
            "Corbeille à pain, Boîte à bagues, Plateau, Porte-clés mural, Bougeoir, Cuillère, Tabouret, Plumier"
        ),
        "wood": _words("chêne, frêne, noyer, merisier, érable, hêtre, orme, mélèze, poirier, prunier"),
        "Wood": _words("Chêne, Frêne, Noyer, Merisier, Érable, Hêtre, Orme, Mélèze, Poirier, Prunier"),
        "detail": _words(
            "pied rond, bord sculpté, cordon de lin, socle d'ardoise, doublure de laine, pointe de laiton"
        ),
        "oil": _words("l'huile de lin, l'huile de noix, la cire d'abeille, la gomme-laque"),
        "part": _words("le bord, le pied, le couvercle, la base, la poignée, l'angle, le dos"),
        "tool": _words("couteau, rabot, ciseau, racloir, burin"),
        "surface": _words("la trace de l'outil, la veine sombre, la surface cirée"),
        "place": _words("Roscoff, Thiers, Annecy, Uzès, Saumur, la vallée d'à côté, Dinan"),
        "kin": _words("grand-père, oncle, voisin, professeur, cousin"),
        "paper": _words("du papier kraft, un vieux journal, une feuille à sucre, du carton"),
        "few": _words("deux, trois, quatre, cinq, six"),
        "rest": _words("une heure, une nuit, une soirée, deux jours, le temps d'un repas, une matinée, un week-end"),
        "year": tuple(map(str, range(1979, 2022))),
    },
    _words(
        "cuisine,étagère,mariage,crémaillère,rustique,tourné,sculpté,massif,rangement,bureau,campagne,veiné,bois,table,décoration"
    ),
    (
        ("title", " LIVRAISON GRATUITE"),
        ("title", " ?"),
        ("title", " avec une longue traîne de mots que personne ne lira jamais jusqu'au bout de la ligne"),
        ("bullet 2", "Écologique ®"),
        ("bullet 3", "Satisfait ou remboursé"),
        ("description", " Écrivez-moi à atelier@example.fr ou voyez www.example.fr."),
        ("description", " Plus que 3 pièces, 20 € l'une."),
        ("description", " Laissez un avis 5 étoiles."),
        ("search terms", ", pas cher, nouveau"),
    ),
)
GERMAN = Tongue(
    "amazon.de",
    15,
    _lines("""
        {Thing} aus {Wood} mit {detail}, {n} cm
        {Thing}, {Wood}, {detail}, Größe {n}
    """),
    _lines("""
        {Wood} aus einem Garten {n} km von meiner Werkbank
        Mit {oil} in {few} dünnen Schichten behandelt
        Etwa {n} cm lang und {m} cm breit
        Spuren vom {tool} bleiben an {part} sichtbar
        Mit feuchtem Tuch abwischen
        Ohne Schrauben gefügt, gezapft an {part}
    """),
    _lines("""
        Mit dem {tool} in {place} für meinen {kin} geschnitten: {Wood}, {oil}, {surface}, {n} cm lang und {m} cm breit.
        {Wood} aus {place}, {oil} und ein {tool}, mehr brauchte dieses Stück von {n} mal {m} cm nicht.
    """),
    _lines("""
        Ich schneide {part} mit dem {tool} und lasse {surface} stehen, wie sie kommt.
        Das Holz wurde bei {place} geschlagen und lag {few} Jahre unter Dach, bevor ich es anrührte.
        Nach {few} Stunden an der Bank ist {part} glatt, dann reibe ich {oil} mit einem alten Hemd ein.
        Jedes Stück fällt ein wenig anders aus, denn die Maserung bestimmt, wohin das Eisen darf.
        Mein {kin} hat mir das Schärfen gezeigt, lange bevor ich schneiden durfte.
        Es fasst {n} Münzen, {m} Schlüssel oder ein Wollknäuel, schrieb eine Kundin aus {place}.
        Bei feuchtem Wetter arbeitet {part} um Haaresbreite; so atmet Holz eben.
        Ich zeichne zuerst auf {paper} und säge dann {m} mm neben dem Strich.
        Die Werkstatt liegt in {place} über einer Bäckerei und riecht bis mittags nach Brot.
        Von {n} Rohlingen des Herbstes sind {m} im Ofen gelandet, weil {part} gerissen war.
        Über der Tür nistet ein Zaunkönig, darum schließe ich sie ab April leise.
        Die Reste wärmen den Ofen, und die Asche kommt unter die Rosen.
        An Markttagen liegt alles auf einer Decke, und ich rede, bis die Stimme weg ist.
        Was das {tool} übrig lässt, duftet noch lange nach {Wood}.
        Im Winter steht das Licht in {place} tief und zeigt jeden Kratzer.
        Ein Hund schläft unter der Bank und kennt jeden Handgriff.
        Mein erstes Stück war so schwer, dass mein {kin} damit das Tor festhielt.
        Gefärbt ist nichts: Die Farbe ist die von {Wood} und wird dunkler.
        Die halbe Arbeit ist die Wahl des Bretts, die andere, es in Ruhe zu lassen.
    """),
    _lines("""
        Es wiegt {n}0 Gramm und verlässt {place} in {paper}, {part} mit {oil} eingerieben, {Wood} vom {kin} gewählt.
        Mein {kin} wählte {Wood}, ich das {tool}, und {place} gab ihm {surface}.
    """),
    {
        "Thing": _words("Brotschale, Ringdose, Tablett, Schlüsselbrett, Kerzenhalter, Löffel, Hocker, Stiftkasten"),
        "Wood": _words("Eiche, Esche, Nussbaum, Kirsche, Ahorn, Buche, Ulme, Lärche, Birnbaum"),
        "detail": _words("Messingstift, Lederschlaufe, Wollfutter, rundem Fuß, geschnitztem Rand, Leinenkordel"),
        "oil": _words("Leinöl, Walnussöl, Bienenwachs, Hartwachs, Schellack"),
        "part": _words("der Rand, der Fuß, der Deckel, die Kante, der Griff, die Ecke"),
        "tool": _words("Messer, Hobel, Stecheisen, Ziehklinge, Hohleisen"),
        "surface": _words("die Schnittspur, die dunkle Ader, die gewachste Fläche"),
        "place": _words("Passau, Husum, Freiburg, Görlitz, im Nachbartal, Bamberg"),
        "kin": _words("Großvater, Onkel, Nachbar, Lehrer, Vetter"),
        "paper": _words("Packpapier, altes Zeitungspapier, Karton"),
        "few": _words("zwei, drei, vier, fünf, sechs"),
    },
    _words("küche,regal,hochzeit,einzug,rustikal,gedrechselt,geschnitzt,massiv,ablage,schreibtisch,landhaus,holz"),
    (
        ("title", " KOSTENLOSER VERSAND"),
        ("title", "!"),
        ("bullet 2", "Umweltfreundlich ®"),
        ("bullet 3", "Geld-zurück-Garantie"),
        ("description", " Schreiben Sie an werkstatt@example.de oder auf www.example.de."),
        ("description", " Nur noch 3 auf Lager, je 20 €."),
        ("search terms", ", billig, neu"),
    ),
)
ITALIAN = Tongue(
    "amazon.it",
    8,
    _lines("""
        {Thing} in {wood} con {detail}, {n} cm
        {Thing} di {wood}, {detail}, misura {n}
    """),
    _lines("""
        {Wood} di un frutteto a {n} km dal mio banco
        Rifinito con {oil} in {few} mani sottili
        Lungo {n} cm e largo {m} cm
        Da pulire con un panno umido
    """),
    _lines("""
        Tagliato con il {tool} a {place} per mio {kin}, questo pezzo di {wood} mostra {part} e {surface} su {n} cm.
        {Wood} di {place}, {oil} e un {tool}: altro non è servito per questo pezzo di {n} per {m} cm.
    """),
    _lines("""
        Taglio {part} con il {tool} e lascio {surface} così come viene.
        Il legno è stato tagliato vicino a {place} e asciugato per {few} anni al coperto.
        Dopo {few} ore al banco {part} è liscio, poi passo {oil} con una vecchia camicia.
        Ogni pezzo riesce un po' diverso, perché è la venatura a decidere dove può andare il ferro.
        Mio {kin} mi ha insegnato ad affilare prima di lasciarmi tagliare.
        Disegno prima su {paper}, poi sego a {m} mm dal segno.
        La bottega è a {place}, sopra un forno, e profuma di pane fino a mezzogiorno.
        Di {n} pezzi iniziati in autunno, {m} sono finiti nella stufa.
        Sopra la porta c'è un nido, così da aprile la chiudo piano.
        Gli scarti scaldano la stufa e la cenere va alle rose.
        Al mercato stendo tutto su una coperta e parlo molto.
        D'inverno la luce di {place} è bassa e mostra ogni graffio.
        Un cane dorme sotto il banco e conosce ogni gesto.
        Niente è tinto: il colore è quello del {wood} e diventerà più scuro.
        Metà del lavoro è scegliere la tavola, l'altra metà è lasciarla in pace.
    """),
    _lines("""
        Pesa {n}0 grammi e lascia {place} in {paper}, {part} con {oil}, {wood} scelto da mio {kin}.
        Mio {kin} ha scelto il {wood}, io il {tool}, e {place} ha dato {part} e {surface}.
    """),
    {
        "Thing": _words("Ciotola per il pane, Scatola per anelli, Vassoio, Portachiavi da parete, Cucchiaio, Sgabello"),
        "wood": _words("rovere, frassino, noce, ciliegio, acero, faggio, olmo, larice, pero"),
        "Wood": _words("Rovere, Frassino, Noce, Ciliegio, Acero, Faggio, Olmo, Larice, Pero"),
        "detail": _words("piede tondo, bordo intagliato, cordino di lino, base di ardesia"),
        "oil": _words("olio di lino, olio di noci, cera d'api, gommalacca"),
        "part": _words("il bordo, il piede, il coperchio, la base, il manico"),
        "tool": _words("coltello, pialletto, scalpello, raschietto"),
        "surface": _words("la traccia del ferro, la vena scura"),
        "place": _words("Faenza, Cortina, Lecce, Asti, Gubbio"),
        "kin": _words("nonno, zio, cugino, maestro"),
        "paper": _words("carta da pacchi, un vecchio giornale, cartone"),
        "few": _words("due, tre, quattro, cinque, sei"),
    },
    _words("cucina,mensola,matrimonio,rustico,tornito,intagliato,massello,scrivania,campagna,legno,tavola"),
    (
        ("title", " SPEDIZIONE GRATUITA"),
        ("title", "!"),
        ("bullet 2", "Ecologico ®"),
        ("bullet 3", "Soddisfatti o rimborsati"),
        ("description", " Scrivetemi a bottega@example.it oppure su www.example.it."),
        ("search terms", ", migliore, nuovo"),
    ),
)
SPANISH = Tongue(
    "amazon.es",
    7,
    _lines("""
        {Thing} de {wood} con {detail}, {n} cm
        {Thing} en {wood}, {detail}, talla {n}
    """),
    _lines("""
        {Wood} de un huerto a {n} km de mi banco
        Acabado con {oil} en {few} capas finas
        Unos {n} cm de largo y {m} cm de ancho
        Se limpia con un paño húmedo
    """),
    _lines("""
        Cortado con el {tool} en {place} para mi {kin}, esta pieza de {wood} enseña {part} y {surface} en {n} cm.
        {Wood} de {place}, {oil} y un {tool}: nada más hizo falta para esta pieza de {n} por {m} cm.
    """),
    _lines("""
        Corto {part} con el {tool} y dejo {surface} tal como sale.
        La madera se cortó cerca de {place} y se secó {few} años bajo techo.
        Tras {few} horas en el banco, {part} queda suave y froto {oil} con una camisa vieja.
        Cada pieza sale un poco distinta, porque la veta decide por dónde puede ir el hierro.
        Mi {kin} me enseñó a afilar antes de dejarme cortar.
        Primero dibujo en {paper} y luego sierro a {m} mm de la línea.
        El taller está en {place}, encima de una panadería, y huele a pan hasta mediodía.
        De {n} piezas empezadas en otoño, {m} acabaron en la estufa.
        Sobre la puerta hay un nido, por eso desde abril la cierro despacio.
        Los restos calientan la estufa y la ceniza va a los rosales.
        En el mercado lo pongo todo sobre una manta y hablo mucho.
        En invierno la luz de {place} es baja y enseña cada arañazo.
        Un perro duerme bajo el banco y conoce cada gesto.
        Nada está teñido: el color es el del {wood} y se hará más oscuro.
        La mitad del trabajo es elegir la tabla; la otra mitad, dejarla en paz.
    """),
    _lines("""
        Pesa {n}0 gramos y sale de {place} en {paper}, {part} con {oil}, {wood} elegido por mi {kin}.
        Mi {kin} eligió el {wood}, yo el {tool}, y {place} dio {part} y {surface}.
    """),
    {
        "Thing": _words("Cuenco para pan, Caja para anillos, Bandeja, Colgador de llaves, Cuchara, Taburete"),
        "wood": _words("roble, fresno, nogal, cerezo, arce, haya, olmo, alerce, peral"),
        "Wood": _words("Roble, Fresno, Nogal, Cerezo, Arce, Haya, Olmo, Alerce, Peral"),
        "detail": _words("pie redondo, borde tallado, cordón de lino, base de pizarra"),
        "oil": _words("aceite de lino, aceite de nuez, cera de abejas, goma laca"),
        "part": _words("el borde, el pie, la tapa, la base, el asa"),
        "tool": _words("cuchillo, cepillo, formón, rascador"),
        "surface": _words("la huella del hierro, la veta oscura"),
        "place": _words("Ronda, Jaca, Teruel, Úbeda, Potes"),
        "kin": _words("abuelo, tío, primo, maestro"),
        "paper": _words("papel de estraza, un periódico viejo, cartón"),
        "few": _words("dos, tres, cuatro, cinco, seis"),
    },
    _words("cocina,estante,boda,rústico,torneado,tallado,macizo,escritorio,campo,madera,mesa"),
    (
        ("title", " ENVÍO GRATIS"),
        ("title", "!"),
        ("bullet 2", "Ecológico ®"),
        ("bullet 3", "Reembolso completo"),
        ("description", " Escríbeme a taller@example.es o en www.example.es."),
        ("search terms", ", mejor, nuevo"),
    ),
)
TONGUES = (ENGLISH, FRENCH, GERMAN, ITALIAN, SPANISH)
_HEADINGS = {
    "amazon.com": "Detail",
    "amazon.fr": "Détail",
    "amazon.de": "Detail",
    "amazon.it": "Dettaglio",
    "amazon.es": "Detalle",
}
SHOPS = tuple(f"{first} {last}" for first in ("Holt", "Brume", "Linde", "Rovo", "Teso") for last in ("Ware", "Made"))


class Maker:
    """Makes listings, the same ones for the same seed."""

    def __init__(self, random: Random, faulty: float) -> None:
        self._random = random
        self._faulty = faulty
        self._tongues = [tongue for tongue in TONGUES for _ in range(tongue.share)]

    def rows(self, count: int) -> Iterator[Row]:
        """So many rows; `faulty` of them (0 to 1) hold one to three faults."""
        chance = self._random
        for number in range(count):
            tongue = chance.choice(self._tongues)
            row = self._row(tongue, number)
            if chance.random() < self._faulty:
                for column, words in chance.sample(tongue.faults, chance.randint(1, 3)):
                    row[column] = words if column == "production time" else row[column] + words
            yield row

    def _row(self, tongue: Tongue, number: int) -> Row:
        chance = self._random
        length = chance.randint(600, 1800)
        begin, end = (self._filled(tongue, chance.choice(some)) for some in (tongue.begins, tongue.ends))
        sentences = [begin]
        size = len(begin) + len(end) + 1
        left: list[str] = []
        while size < length:
            left = left or chance.sample(tongue.sentences, len(tongue.sentences))
            sentence = self._filled(tongue, left.pop())
            if size + len(sentence) >= 1800:
                break
            sentences.append(sentence)
            size += len(sentence) + 1
        sentences.append(end)
        bullets = chance.sample(tongue.bullets, min(5, len(tongue.bullets)))
        filled = [self._filled(tongue, bullet) for bullet in bullets] + [""] * (5 - len(bullets))
        filled[0] = f"{_HEADINGS[tongue.store]}: {filled[0]}"
        return {
            "sku": f"S{number:07d}",
            "store": tongue.store,
            "title": self._filled(tongue, chance.choice(tongue.titles)),
            "brand": SHOPS[number % len(SHOPS)],
            **{f"bullet {place}": text for place, text in enumerate(filled, 1)},
            "description": " ".join(sentences),
            "search terms": " ".join(chance.sample(tongue.keywords, 9)),
            "price": f"{chance.randint(9, 240)}.00",
            "quantity": str(chance.randint(1, 12)),
            "production time": str(chance.randint(3, 28)),
            "colour": "",
            "image 1": f"S{number:07d}.jpg",
        }

    def _filled(self, tongue: Tongue, pattern: str) -> str:
        chance = self._random
        pieces = []
        for piece in pattern.split("{"):
            name, closed, rest = piece.partition("}")
            if not closed:
                pieces.append(piece)
                continue
            if name in ("n", "m"):
                pieces.append(str(chance.randrange(2, 90)))
            else:
                words = tongue.slots[name]
                pieces.append(words[int(chance.random() * len(words))])
            pieces.append(rest)
        return "".join(pieces)


def write(path: Path, count: int, *, seed: int, faulty: float = 1 / 3) -> Path:
    """Write a catalogue of `count` rows as CSV and return its path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(Maker(Random(seed), faulty).rows(count))
    return path
