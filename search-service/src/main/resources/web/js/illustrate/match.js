/** Which thing is drawn for an item: by the words of its title, then by its category, then by lot. */
import { bags } from './glyphs/bags.js';
import { tea } from './glyphs/tea.js';
import { kitchen } from './glyphs/kitchen.js';
import { lights, hangingLights } from './glyphs/lights.js';
import { home, hangingHome } from './glyphs/home.js';
import { paper, hangingPaper } from './glyphs/paper.js';
import { play } from './glyphs/play.js';
import { garden, hangingGarden } from './glyphs/garden.js';
import { trinkets, hangingTrinkets } from './glyphs/trinkets.js';
import { festive, hangingFestive } from './glyphs/festive.js';

const GLYPHS = { ...bags, ...tea, ...kitchen, ...lights, ...home, ...paper, ...play, ...garden, ...trinkets, ...festive };
const HANGING = new Set([
  ...hangingLights, ...hangingHome, ...hangingPaper, ...hangingGarden, ...hangingTrinkets, ...hangingFestive, 'apron', 'teaTowel', 'luggageTag',
]);

/**
 * From the telling to the vague: the first line all of whose words are in the title wins. `A|B`
 * means either; a trailing `*` takes any ending.
 */
const BY_WORDS = `
  sign: SIGN
  tote: JUMBO|STORAGE|CHARLOTTE|SHOPPING BAG*|SHOPPER*
  gingerbread: COOKIE CUTTER*
  apron: APRON*|TABARD
  chalkboard: CHALKBOARD*|BLACKBOARD*|NOTICEBOARD*
  ribbon: RIBBONS
  cushion: KNEELING
  teaTowel: TABLECLOTH*|TOWEL*
  hotWaterBottle: HOT WATER BOTTLE
  eggCup: EGG CUP*|HOLDER|WARMER
  shoes: SLIPPER*|SHOE|SHOES
  curtain: CURTAIN*
  warmer: HAND WARMER*
  heartTLight: HEART T LIGHT*
  hangingTLight: HANGING T LIGHT*
  hangingTLight: HANGING CANDLE*|LANTERN*
  paperStar: LANTERN STAR
  paperLantern: PAPER LANTERN*
  lunchBag: LUNCH|SNACK BAG*
  lunchBox: LUNCH|SNACK BOX*
  giftBag: GIFT|PARTY|LOOT BAG*
  backpack: RUCKSACK*|BACKPACK*
  luggageTag: LUGGAGE|PASSPORT
  wallet: WALLET*
  purse: PURSE*
  handbag: HANDBAG*|EVENING|CLUTCH
  umbrella: UMBRELLA*|PARASOL*
  cakeStand: CAKESTAND*
  cakeStand: CAKE STAND*
  cakeStand: TIER STAND
  cakeTin: CAKE|BISCUIT|BREAD TIN*|BIN
  cupcake: CAKE CASES|CANDLE*
  cupcake: CUPCAKE*|MUFFIN*|CAKES
  necklace: NECKLACE*|NECKLAC*|CHOKER*
  pendant: PENDANT*|LOCKET*|CHARM
  earrings: EARRING*|EARINGS
  bracelet: BRACELET*|ANKLET*
  bangle: BANGLE*|CUFF
  brooch: BROOCH*|CORSAGE*
  hairClip: HAIR*|HAIRSLIDE*|HAIRCLIP*|BOBBLE*|HAIRBAND*|TIARA*
  keyRing: KEY RING*|FOB*|CHAIN*
  keyRing: KEYRING*|CHARM*|PHONE
  trinketBox: TRINKET|JEWELLERY|JEWEL|MUSIC
  phone: PHONE|CALCULATOR|RADIO|SPEAKER
  ring: RING
  thermometer: THERMOMETER*
  wallClock: WALL CLOCK*
  clock: CLOCK*
  frame: FRAME*
  mirror: MIRROR*
  cushion: CUSHION*|PILLOW*|QUILT*|THROW|BEANBAG
  fairyLights: LIGHTS
  fairyLights: LIGHT GARLAND|STRING|CHAIN
  nightLight: NIGHT LIGHT
  candlestick: CANDLESTICK*|CANDELABRA*|CANDLEPOT*
  tLight: T LIGHT*
  tLight: TLIGHT*|VOTIVE*|NIGHTLIGHT*
  tLight: CANDLE* HOLDER*|PLATE|BOWL
  tLight: CANDLEHOLDER*
  candle: CANDLE*|SCENTED|WICK
  incense: INCENSE*|OIL|BURNER*
  matches: MATCHES|MATCH
  lantern: LANTERN*
  lamp: LAMP*|LAMPSHADE*|CHANDELIER*|LIGHT
  bunting: BUNTING|PENNANT*
  paperChain: CHAIN PAPER
  wickerHeart: HEART WICKER
  wickerHeart: HEART* WREATH
  wreath: WREATH*
  garland: GARLAND*|MOBILE
  stocking: STOCKING*
  bauble: BAUBLE*|GLASS BALL
  calendar: ADVENT|CALENDAR*|DIARY|PLANNER
  reindeer: REINDEER*|STAG|MOOSE
  gingerbread: GINGERBREAD
  angel: ANGEL*|CHERUB*
  snowflake: SNOWFLAKE*|SNOWFLAKES
  notebook: NOTEBOOK*|SKETCHBOOK*|JOTTER*|BOOK|BOOKS|JOURNAL|PAD|ORGANISER
  photoAlbum: ALBUM*|PHOTO
  recipeBox: RECIPE|INDEX
  playingCards: PLAYING|SNAP CARD*|CARDS
  tags: TAG|TAGS
  stickers: STICKER*|STAMP*|TATTOO*|TRANSFERS|STENCIL*
  tape: TAPE|TAPES
  ribbon: RIBBON*|REEL|TWINE|LACE|STRING
  wrap: WRAP*|WRAPPING|ROLL
  card: CARD*|POSTCARD*|INVITE*
  letter: LETTER* RACK|WRITING|HOLDER|TREE
  letter: ENVELOPE*|WRITING|LETTER*|STATIONERY|MEMO
  letterBlock: ALPHABET|INITIAL
  pencils: PENCIL*|CRAYON*|CHALK*|SHARPENER*
  pen: PEN|PENS
  rope: SKIPPING|ROPE
  paints: PAINT|PAINTS|COLOURING|PAINTING
  sewing: SEWING|KNITTING|BUTTON*|NEEDLE*|PINCUSHION|CROCHET
  felt: FELT|FELTCRAFT
  jigsaw: JIGSAW*|PUZZLE*
  dominoes: DOMINO*
  skittles: SKITTLE*|BOWLING
  spinningTop: SPINNING|TOPS|YOYO
  blocks: BLOCK*|BUILDING
  dice: GAME*|SNAKES|LUDO|CHESS|BINGO|QUOITS|DICE|TRIVIA
  slate: MAGIC|SLATE DRAWING
  chalkboard: SLATE
  dinosaur: DINOSAUR*|DRAGON*
  doll: BABUSHKA*|DOLL*|MATRYOSHKA|FAIRY|PRINCESS|BALLERINA
  moneyBox: MONEY|PIGGY
  windmill: WINDMILL*
  bear: TEDDY|BEAR|MONKEY|GORILLA|PANDA
  teapot: TEAPOT*
  teapot: TEA SET|POT|ONE
  teaCosy: COSY|COSIES
  tray: TRAY*
  teacup: TEACUP*|SAUCER*
  teacup: TEA CUP*
  mug: MUG*|CUP|CUPS|BEAKER*|COFFEE
  straws: STRAW|STRAWS
  popcorn: POPCORN
  milkBottle: MILK BOTTLE*|BOTTLES
  jug: JUG*|MILK
  fryingPan: FRYING
  saucepan: PAN|PANS|CASSEROLE
  mould: MOULD*|JELLY|BAKING
  scales: SCALE*|MEASURING|TIMER*
  cutlery: CUTLERY|FORK*|KNIFE|SPOON|SPATULA
  spoons: SPOONS|UTENSIL*|ROLLING|WHISK|MASHER
  ovenGlove: OVEN|GLOVE MITT*
  gloves: GLOVE*|GLOVES
  napkins: NAPKIN*|SERVIETTE*
  coasters: COASTER*|PLACEMAT*|PLACE
  doilies: DOILY|DOILIES
  canister: TIN|TINS|CANISTER*|CADDY|BIN|PANTRY
  plate: PLATE*|PLATTER*
  bowl: BOWL*|DISH|DISHES|BASIN
  jar: JAR*|JAM|HONEY|SPICE
  bottle: BOTTLE*|FLASK|VINEGAR|PERFUME
  glass: GLASS|TUMBLER*|GOBLET*|SUNDAE|WINE
  wateringCan: WATERING
  seeds: SEED|SEEDS|GROW
  tools: TROWEL|FORK|RAKE|TOOL*|GARDENER*|SPADE
  birdHouse: NESTING|BIRDHOUSE|DOVECOTE|FEEDER
  birdHouse: BIRD TABLE|HOUSE
  birdCage: CAGE*|BIRDCAGE
  hen: HEN|CHICKEN|CHICK|COCKEREL|ROOSTER
  plantPot: PLANT*|POT|PLANTER*|HERB
  deckchair: DECKCHAIR*|HAMMOCK|BEACH
  picnic: PICNIC|HAMPER
  bucket: BUCKET*|PAIL
  doormat: DOORMAT*|MAT|RUG
  doorstop: DOORSTOP*|DOOR STOP
  hook: HOOK*|HANGER*|RACK
  knob: KNOB*|DRAWERKNOB*|HANDLE
  cabinet: CABINET*|DRAWER*|CHEST|CUPBOARD|SHELF
  stool: STOOL*|CHAIR*|BENCH|TABLE
  curtain: CURTAIN*|BLIND
  magnets: MAGNET*
  soap: SOAP*|BATH|BATHROOM|SPONGE|TOOTHBRUSH
  tissues: TISSUE*|HANKY
  tile: TILE*
  sign: SIGNS|PLAQUE*
  picture: CANVAS|PICTURE|WALL|PRINT|POSTER
  lantern: GAZEBO
  basket: BASKET*|HAMPER
  vase: VASE*|JARDINIERE
  giftBox: GIFT|PRESENT|FAVOUR
  box: BOX|BOXES|TRUNK|SUITCASE|STORAGE
  tote: BAG|BAGS|SHOPPER*|TOTE|CARRY
  tile: NUMBER
  egg: EASTER EGG*|EGGS
  hangingEgg: EGG*|EGGS
  rabbit: RABBIT*|BUNNY|HARE
  tree: TREE*|TREES
  bell: BELL*|CHIME*
  hangingStar: STAR*|STARS
  hangingHeart: HEART*|HEARTS|VALENTINE
  feather: FEATHER*|DREAM
  butterfly: BUTTERFLY|BUTTERFLIES
  bird: BIRD*|DOVE*|OWL*|ROBIN|DUCK|PARROT
  balloons: BALLOON*|BIRTHDAY|PARTY
  flowers: FLOWER*|ROSE*|DAISY|BOUQUET|ARTIFICIAL|SUNFLOWER|TULIP*
  animal: CAT|DOG|CATS|HORSE|FOX|SHEEP|DONKEY|ELEPHANT|MOUSE|MICE|CAMEL
  rocket: SPACEBOY|ROCKET|ROBOT
  shoes: SLIPPER*|SHOE*|FLIP|BOOT*
  scarf: SCARF|SHAWL|PONCHO|SOCK*|HAT
  key: KEY|KEYS
  instrument: DRUM|MUSICAL|HARMONICA|RECORDER|TAMBOURINE
  cot: BABY|PRAM
  bauble: CHRISTMAS|DECORATION*|ORNAMENT*|HANGING
  basket: WICKER
`.trim().split('\n').map((line) => {
  const [glyph, words] = line.trim().split(': ');
  return { glyph, tests: words.split(' ').map((word) => new RegExp(`^(?:${word.replaceAll('*', '[A-Z]*')})$`)) };
});

/** What a category's name suggests when the title says nothing. */
const BY_CATEGORY = [
  [/easter/i, ['egg', 'rabbit', 'hangingEgg']],
  [/christmas|festive|seasonal/i, ['bauble', 'hangingStar', 'tree', 'snowflake', 'giftBox']],
  [/candle|light|lantern/i, ['candle', 'lantern', 'tLight', 'lamp']],
  [/kitchen|dining|tea|cook|bak|table/i, ['mug', 'bowl', 'canister', 'plate', 'jug']],
  [/jewel|accessor|fashion/i, ['necklace', 'brooch', 'bracelet', 'trinketBox']],
  [/paper|card|station|gift|wrap/i, ['card', 'notebook', 'giftBox', 'ribbon']],
  [/garden|outdoor/i, ['plantPot', 'flowers', 'bird', 'bucket']],
  [/craft|hobb/i, ['sewing', 'paints', 'felt', 'pencils']],
  [/toy|game|child|kid/i, ['blocks', 'spinningTop', 'bear', 'jigsaw']],
  [/bag|travel|purse/i, ['tote', 'handbag', 'purse', 'backpack']],
  [/soft|furnish|textile/i, ['cushion', 'curtain', 'doormat']],
  [/storage|organis/i, ['box', 'basket', 'cabinet', 'bin']],
  [/home|decor/i, ['frame', 'vase', 'clock', 'hangingHeart']],
  [/party/i, ['balloons', 'bunting', 'cupcake']],
  [/bath/i, ['soap', 'tissues']],
];

const ANYTHING = ['giftBox', 'box', 'vase', 'picture', 'hangingHeart', 'basket', 'flowers', 'ribbon'];

/** The drawing of an item: `draw(brush)` gives its SVG, `hangs` says that it stands on nothing. */
export function glyphOf(words, categories, roll) {
  const line = BY_WORDS.find(({ tests }) => tests.every((test) => words.some((word) => test.test(word))));
  const family = line ? null : BY_CATEGORY.find(([test]) => categories.some((name) => test.test(name)));
  const lot = roll(family ? family[1] : ANYTHING);
  const name = line ? line.glyph : lot;
  return { name, draw: GLYPHS[name], hangs: HANGING.has(name) };
}
