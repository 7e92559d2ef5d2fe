/** Patterns for cloth, paper and china, and the small motifs they are made of. */

/** Motifs stand in a box from -10 to 10; `a` is their colour, `b` a second one. */
const MOTIFS = {
  dot: (a) => `<circle r="6" fill="${a}"/>`,
  heart: (a) => `<path d="M0 8C-12-1-7-9-2-7Q0-6 0-4Q0-6 2-7C7-9 12-1 0 8z" fill="${a}"/>`,
  star: (a) => `<path d="M0-9 2.6-3 9-2.6 4 1.6 5.6 8 0 4.6-5.6 8-4 1.6-9-2.6-2.6-3z" fill="${a}"/>`,
  flower: (a, b) => petals(5, `<ellipse cy="-5" rx="3.6" ry="4.6" fill="${a}"/>`) + `<circle r="2.6" fill="${b}"/>`,
  daisy: (a, b) => petals(8, `<ellipse cy="-6" rx="1.9" ry="4" fill="${a}"/>`) + `<circle r="2.8" fill="${b}"/>`,
  rose: (a, b) => `<circle r="8" fill="${a}"/><path d="M-4 0A4 4 0 0 1 4 0A3 3 0 0 1-1.6 1A2 2 0 0 1 1.6 0" fill="none" stroke="${b}" stroke-width="1.6" stroke-linecap="round"/><path d="M-7 5Q-10 9-12 7Q-11 4-7 5M7 5Q10 9 12 7Q11 4 7 5" fill="${b}"/>`,
  paisley: (a, b) => `<path d="M-5-8C4-10 9-3 7 3 5 9-4 10-6 4-8-1-2-3-1 0-2-2-4-6-5-8z" fill="${a}"/><circle cx="1" cy="3" r="2.4" fill="${b}"/>`,
  strawberry: (a, b) => `<path d="M0 9C-8 5-9-4-4-5H4C9-4 8 5 0 9z" fill="${a}"/><path d="M-5-5 0-9 5-5 2-3 0-5-2-3z" fill="${b}"/>`,
  apple: (a, b) => `<path d="M0-4C-8-8-10 2-6 7-3 10-1 7 0 7 1 7 3 10 6 7 10 2 8-8 0-4z" fill="${a}"/><path d="M0-4Q1-9 6-9 5-5 0-4z" fill="${b}"/>`,
  cherry: (a, b) => `<path d="M-4 3Q-1-6 3-9 5-2 5 4" fill="none" stroke="${b}" stroke-width="1.4"/><circle cx="-5" cy="5" r="4" fill="${a}"/><circle cx="5" cy="6" r="4" fill="${a}"/>`,
  bird: (a, b) => `<path d="M-9 0Q-5-6 1-4 4-8 8-5L10-4 8-2Q7 6-1 6-5 6-6 3z" fill="${a}"/><circle cx="6" cy="-4" r="1" fill="${b}"/>`,
  butterfly: (a, b) => `<path d="M0-1C-9-11-11 0-2 1-9 3-5 10 0 3 5 10 9 3 2 1 11 0 9-11 0-1z" fill="${a}"/><path d="M0-4V5" stroke="${b}" stroke-width="1.6" stroke-linecap="round"/>`,
  skull: (a, b) => `<path d="M0-8C-10-8-9 2-5 3V7H5V3C9 2 10-8 0-8z" fill="${a}"/><circle cx="-3" cy="-1.5" r="2" fill="${b}"/><circle cx="3" cy="-1.5" r="2" fill="${b}"/>`,
  leaf: (a, b) => `<path d="M-7 7C-8-3 0-9 8-8 9 0 3 8-7 7z" fill="${a}"/><path d="M-7 7 3-3" stroke="${b}" stroke-width="1.2"/>`,
  toadstool: (a, b) => `<path d="M-3 1H3L4 8H-4z" fill="#fff6e8"/><path d="M-9 2C-9-10 9-10 9 2z" fill="${a}"/><circle cx="-3" cy="-3" r="1.7" fill="${b}"/><circle cx="4" cy="-2" r="1.5" fill="${b}"/>`,
  rocket: (a, b) => `<path d="M0-10C5-5 5 2 4 6H-4C-5 2-5-5 0-10z" fill="${a}"/><circle cy="-2" r="2" fill="${b}"/><path d="M-4 2-8 8-3 6M4 2 8 8 3 6" fill="${b}"/>`,
  snowflake: (a) => petals(6, `<path d="M0 0V-9M0-6-2.6-8M0-6 2.6-8" stroke="${a}" stroke-width="1.6" stroke-linecap="round"/>`),
  tree: (a, b) => `<path d="M0-10 6-2H3L8 5H-8L-3-2H-6z" fill="${a}"/><rect x="-1.4" y="5" width="2.8" height="4" fill="${b}"/>`,
  owl: (a, b) => `<path d="M-7-8-3-6H3L7-8V2A7 7 0 0 1-7 2z" fill="${a}"/><circle cx="-3" cy="-2" r="2.6" fill="#fff"/><circle cx="3" cy="-2" r="2.6" fill="#fff"/><circle cx="-3" cy="-2" r="1.2" fill="${b}"/><circle cx="3" cy="-2" r="1.2" fill="${b}"/>`,
  cat: (a, b) => `<path d="M-7-9-3-5H3L7-9V2A7 6 0 0 1-7 2z" fill="${a}"/><circle cx="-3" cy="-1" r="1.1" fill="${b}"/><circle cx="3" cy="-1" r="1.1" fill="${b}"/><path d="M-1 2H1L0 3z" fill="${b}"/>`,
  dog: (a, b) => `<path d="M-9-6H-5V-3H4L8-6V1H6V7H3V3H-4V7H-7V2L-9-1z" fill="${a}"/><circle cx="6" cy="-3" r=".8" fill="${b}"/>`,
  rabbit: (a, b) => `<ellipse cx="-3" cy="-6" rx="2" ry="5" fill="${a}"/><ellipse cx="3" cy="-6" rx="2" ry="5" fill="${a}"/><circle cy="2" r="6" fill="${a}"/><circle cx="-2" cy="1" r="1" fill="${b}"/><circle cx="2" cy="1" r="1" fill="${b}"/>`,
  hen: (a, b) => `<path d="M-9-5Q-6 0-2-1 2-2 3-8H7L9-5 7-4Q8 6 0 6-8 6-9-5z" fill="${a}"/><path d="M3-8Q4-11 7-8" fill="${b}"/>`,
  cupcake: (a, b) => `<path d="M-6 1H6L4 8H-4z" fill="${b}"/><path d="M-7 1C-8-4-3-5-2-6-1-9 2-9 3-5 7-5 8-1 7 1z" fill="${a}"/>`,
  crown: (a) => `<path d="M-8 6V-5L-3 0 0-7 3 0 8-5V6z" fill="${a}"/>`,
  car: (a, b) => `<path d="M-9 4V0L-5-1-3-5H4L6-1 9 0V4z" fill="${a}"/><circle cx="-5" cy="4" r="2.2" fill="${b}"/><circle cx="5" cy="4" r="2.2" fill="${b}"/>`,
};

/** What words in a title say about its pattern, first match wins. */
const BY_WORD = [
  [/^(RETROSPOT|POLKADOT|POLKA|SPOT|SPOTS|SPOTTY|SPOTTED|DOT|DOTS)$/, 'dot'],
  [/^(STRIPE|STRIPES|STRIPEY|STRIPED|TICKING)$/, 'stripes'],
  [/^(GINGHAM|CHECK|TARTAN)$/, 'gingham'],
  [/^(PAISLEY|PAISELY|BAROQUE|DAMASK|ROCOCO)$/, 'paisley'],
  [/^(UNION)$/, 'union'],
  [/^(SKULL|SKULLS)$/, 'skull'],
  [/^(STRAWBERRY|STRAWBERRIES)$/, 'strawberry'],
  [/^(APPLE|APPLES|PEARS)$/, 'apple'],
  [/^(CHERRY|CHERRIES)$/, 'cherry'],
  [/^(ROSE|ROSES|REGENCY)$/, 'rose'],
  [/^(DAISY|DAISIES)$/, 'daisy'],
  [/^(FLOWER|FLOWERS|FLORAL|BLOSSOM|HIBISCUS|BOTANICAL|PETALS|VIOLETS?|PANSY)$/, 'flower'],
  [/^(BUTTERFLY|BUTTERFLIES)$/, 'butterfly'],
  [/^(BIRD|BIRDS|BIRDY|LOVEBIRD|DOVE|DOVES|SWALLOWS?)$/, 'bird'],
  [/^(OWL|OWLS)$/, 'owl'],
  [/^(CAT|CATS|KITTY)$/, 'cat'],
  [/^(DOG|DOGS|SCOTTIE|SCOTTY|SPANIEL)$/, 'dog'],
  [/^(RABBIT|RABBITS|BUNNY|BUNNIES)$/, 'rabbit'],
  [/^(HEN|HENS|CHICK|CHICKEN|CHICKENS|ROOSTER|COCKEREL)$/, 'hen'],
  [/^(SPACEBOY|ROCKET|SPACE)$/, 'rocket'],
  [/^(WOODLAND|TOADSTOOL|TOADSTOOLS|MUSHROOM|MUSHROOMS)$/, 'toadstool'],
  [/^(CAKE|CAKES|CUPCAKE|MUFFIN)$/, 'cupcake'],
  [/^(SNOWFLAKE|SNOWFLAKES|SNOW|ICE)$/, 'snowflake'],
  [/^(TREE|TREES|FOREST)$/, 'tree'],
  [/^(LEAF|LEAVES|FERN|HOLLY|IVY|LAVENDER|GARDEN)$/, 'leaf'],
  [/^(CARS|CAR)$/, 'car'],
  [/^(CROWN|KING|QUEEN|KEEP)$/, 'crown'],
  [/^(HEART|HEARTS|LOVE|SWEETHEART|VALENTINE)$/, 'heart'],
  [/^(STAR|STARS|CIRCUS|CHRISTMAS|XMAS)$/, 'star'],
];

const OTHERWISE = ['plain', 'plain', 'plain', 'dot', 'stripes', 'leaf', 'flower', 'waves', 'gingham'];

/** The name of an item's pattern. */
export function patternOf(words, roll) {
  const found = BY_WORD.find(([test]) => words.some((word) => test.test(word)));
  const otherwise = roll(OTHERWISE);
  return found ? found[1] : otherwise;
}

/** The pattern `#p`, that the paint `body` fills with. */
export function patternDefinition(name, { main, onMain, accent, deep, light }) {
  const base = (w, h) => `<rect width="${w}" height="${h}" fill="${main}"/>`;
  switch (name) {
    case 'plain':
      return '';
    case 'stripes':
      return tile(16, 16, `${base(16, 16)}<rect width="7" height="16" fill="${onMain}"/>`);
    case 'gingham':
      return tile(16, 16, `${base(16, 16)}<rect width="8" height="16" fill="${onMain}" opacity=".5"/><rect width="16" height="8" fill="${onMain}" opacity=".5"/>`);
    case 'waves':
      return tile(24, 12, `${base(24, 12)}<path d="M0 6Q6 0 12 6T24 6" fill="none" stroke="${light}" stroke-width="3"/>`);
    case 'union':
      return tile(64, 44, `<rect width="64" height="44" fill="#33508a"/><path d="M0 0 64 44M64 0 0 44" stroke="#fff6ea" stroke-width="9"/><path d="M0 0 64 44M64 0 0 44" stroke="#cf4b45" stroke-width="3.4"/><path d="M32 0V44M0 22H64" stroke="#fff6ea" stroke-width="15"/><path d="M32 0V44M0 22H64" stroke="#cf4b45" stroke-width="9"/>`);
    case 'dot':
      return tile(22, 22, `${base(22, 22)}${at(5.5, 5.5, 0.62, MOTIFS.dot(onMain))}${at(16.5, 16.5, 0.62, MOTIFS.dot(onMain))}`);
    default: {
      const motif = MOTIFS[name];
      return tile(38, 38, `${base(38, 38)}${at(10, 10, 0.72, motif(onMain, accent))}${at(29, 29, 0.72, motif(onMain, deep))}`);
    }
  }
}

/** One motif of the item, large: on a card, a sign, a charm. Patterns without one give a heart. */
export function emblem(name, { accent, paper }, x, y, size, colour = accent) {
  const motif = MOTIFS[name] && name !== 'dot' ? MOTIFS[name] : MOTIFS.heart;
  return at(x, y, size / 20, motif(colour, paper));
}

/** One motif by its name. */
export function motif(name, x, y, size, a, b) {
  return at(x, y, size / 20, MOTIFS[name](a, b));
}

function tile(w, h, content) {
  return `<pattern id="p" width="${w}" height="${h}" patternUnits="userSpaceOnUse" patternTransform="translate(100 104)">${content}</pattern>`;
}

function at(x, y, scale, content) {
  return `<g transform="translate(${x} ${y}) scale(${scale})">${content}</g>`;
}

function petals(count, one) {
  return Array.from({ length: count }, (_, i) => `<g transform="rotate(${(i * 360) / count})">${one}</g>`).join('');
}
