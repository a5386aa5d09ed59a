"""All articles of the renderings, and the shapes of which they are made."""

from renderings.article_of_length import CARAVAN_LINE
from renderings.articles_of_home_and_culture import ADEN_POET, ORANGE_CAKE, SLEEP_STUDY
from renderings.articles_of_libya import GREEN_MOUNTAIN_RAIN, POWER_OF_GHAT, SOUTH_ROAD, TOBRUK_BUOYS
from renderings.articles_of_markets import CONDENSATE
from renderings.articles_of_the_first_system import BENGHAZI_PUPPETS, MISRATA_PRICES, TRIPOLI_SCHOOLS
from renderings.articles_of_the_world import BEACH_FOOTBALL, BROKEN_TAG, NEW_YEAR_SKY, OCTOPUS
from renderings.written import Photo, Piece, PieceKind, Related, Written

ARTICLES: tuple[Written, ...] = (
    SOUTH_ROAD,
    CONDENSATE,
    POWER_OF_GHAT,
    GREEN_MOUNTAIN_RAIN,
    TOBRUK_BUOYS,
    TRIPOLI_SCHOOLS,
    BENGHAZI_PUPPETS,
    MISRATA_PRICES,
    BEACH_FOOTBALL,
    OCTOPUS,
    BROKEN_TAG,
    NEW_YEAR_SKY,
    SLEEP_STUDY,
    ORANGE_CAKE,
    ADEN_POET,
    CARAVAN_LINE,
)

__all__ = ["ARTICLES", "Photo", "Piece", "PieceKind", "Related", "Written"]
