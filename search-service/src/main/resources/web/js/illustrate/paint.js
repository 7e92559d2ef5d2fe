/** Which colours an item is drawn in. Colours are hue, saturation and lightness until written. */

/** Colour words of titles. */
const WORDS = {
  RED: [4, 66, 54], SCARLET: [4, 70, 50], CHERRY: [350, 62, 48], STRAWBERRY: [354, 68, 58], RUBY: [350, 60, 44],
  PINK: [342, 66, 74], FUSCHIA: [324, 60, 56], ROSE: [346, 50, 68], ROSES: [346, 50, 68], RASPBERRY: [338, 58, 52],
  ORANGE: [24, 78, 60], AMBER: [34, 76, 54], APRICOT: [26, 80, 72], COPPER: [20, 48, 52], GOLD: [42, 62, 58],
  YELLOW: [46, 82, 64], LEMON: [52, 84, 66], SUNFLOWER: [44, 86, 58], HONEY: [40, 70, 58],
  GREEN: [140, 32, 48], OLIVE: [76, 28, 46], MINT: [158, 38, 68], LIME: [84, 44, 56], SAGE: [120, 18, 60], APPLE: [92, 40, 54],
  TURQUOISE: [178, 46, 52], TURQ: [178, 46, 52], TEAL: [184, 44, 42], AQUA: [184, 46, 60],
  BLUE: [208, 52, 56], NAVY: [222, 42, 36], DENIM: [214, 38, 46], NIL: [168, 28, 64],
  PURPLE: [276, 34, 56], AMETHYST: [274, 36, 62], LAVENDER: [262, 38, 72], LILAC: [280, 38, 74],
  BROWN: [24, 34, 42], CHOCOLATE: [20, 38, 34], NATURAL: [36, 38, 68], WICKER: [36, 38, 62], RUSTIC: [28, 32, 52],
  WHITE: [40, 20, 94], IVORY: [44, 44, 90], CREAM: [44, 52, 86], CLEAR: [196, 26, 86], CRYSTAL: [196, 30, 84],
  BLACK: [230, 14, 24], SKULL: [230, 14, 26], SKULLS: [230, 14, 26], GREY: [215, 8, 58], SLATE: [210, 12, 36],
  SILVER: [210, 10, 74], ZINC: [206, 10, 66], ANTIQUE: [38, 22, 66],
};

/** Colours of well-known designs and seasons. */
const DESIGNS = {
  RETROSPOT: [4, 66, 54], SPACEBOY: [190, 42, 52], WOODLAND: [92, 28, 48], SUKI: [352, 58, 60], DOLLY: [346, 58, 70],
  REGENCY: [346, 46, 70], CHRISTMAS: [356, 62, 48], HOLLY: [140, 36, 40], EASTER: [48, 74, 74], PANTRY: [196, 34, 62],
  UNION: [222, 44, 42], SPOTTY: [200, 48, 66], BAROQUE: [230, 14, 26], PAISLEY: [330, 46, 58], GARDEN: [126, 28, 52],
  CIRCUS: [12, 70, 56], VINTAGE: [18, 42, 64], FRENCH: [212, 34, 60], BAKELIKE: [4, 56, 46],
};

const OTHERS = [
  [4, 60, 58], [342, 54, 72], [24, 68, 64], [44, 72, 66], [140, 28, 54], [172, 36, 52], [200, 46, 60],
  [222, 38, 54], [268, 30, 64], [12, 52, 66],
];

/** Walls: sand, blush, sky, sage, lilac, butter. */
const WALLS = [[36, 54, 88], [14, 54, 90], [200, 44, 88], [138, 26, 87], [262, 30, 91], [48, 64, 87], [176, 32, 87]];

const hsl = ([h, s, l]) => `hsl(${h} ${s}% ${l}%)`;
const shift = ([h, s, l], light, saturation = 0) =>
  [h, Math.max(0, Math.min(100, s + saturation)), Math.max(6, Math.min(97, l + light))];

/** All the paints of a picture, by what they are for. `body` is the main colour with its pattern. */
export function paintOf(words, pattern, roll) {
  const named = words.filter((word) => WORDS[word]).map((word) => WORDS[word]);
  const design = words.map((word) => DESIGNS[word]).find(Boolean);
  const main = named[0] ?? design ?? roll(OTHERS);
  const other = roll(OTHERS);
  const accent = named[1] ?? (apart(other, main) ? other : shift([(main[0] + 150) % 360, 46, 60], 0));
  const wall = wallFor(main, roll);
  const onMain = main[2] > 78 ? shift(accent, accent[2] > 70 ? -14 : 0) : [main[0], main[1] * 0.7, 93];
  return {
    main: hsl(main),
    body: pattern === 'plain' ? hsl(main) : 'url(#p)',
    deep: hsl(shift(main, -13)),
    deeper: hsl(shift(main, -24)),
    light: hsl(shift(main, main[2] > 80 ? 4 : 14)),
    onMain: hsl(onMain),
    accent: hsl(accent),
    accentDeep: hsl(shift(accent, -14)),
    wall: hsl(wall),
    wallDeep: hsl(shift(wall, -5, 4)),
    table: hsl(shift(wall, -11, -8)),
    ink: '#39424e',
    paper: '#fffaf1',
    paperDeep: '#eadfcd',
    metal: '#b4bec6',
    metalDeep: '#87939d',
    gold: '#dcb25c',
    goldDeep: '#b48a37',
    wood: '#c39a6b',
    woodDeep: '#9a7347',
    leaf: '#7aa26f',
    leafDeep: '#54794f',
    glass: '#dcedf0',
    glassDeep: '#a9c8cf',
    glow: '#ffdf94',
  };
}

function apart(a, b) {
  const around = Math.abs(a[0] - b[0]) % 360;
  return Math.min(around, 360 - around) > 40;
}

/** A wall that the thing stands out from: of another hue, or darker behind white things. */
function wallFor(main, roll) {
  const fitting = WALLS.filter((wall) => main[1] < 26 || apart(wall, main));
  const wall = roll(fitting.length ? fitting : WALLS);
  return main[2] > 78 ? shift(wall, -11, 6) : wall;
}
