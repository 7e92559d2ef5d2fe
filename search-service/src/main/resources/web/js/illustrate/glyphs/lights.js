/** Candles, lanterns and lamps. */
const halo = (x, y, r, glow) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${glow}" opacity=".38"/><circle cx="${x}" cy="${y}" r="${r * 0.6}" fill="${glow}" opacity=".5"/>`;
const flame = (x, y, s = 1) => `<g transform="translate(${x} ${y}) scale(${s})"><path d="M0-20C11-8 11 2 0 6-11 2-11-8 0-20z" fill="#f6a63a"/><path d="M0-9C5-3 5 2 0 4-5 2-5-3 0-9z" fill="#fff0b8"/></g>`;

export const lights = {
  candle: (p) => `${halo(100, 48, 40, p.glow)}<path d="M100 66V54" stroke="${p.ink}" stroke-width="3"/>${flame(100, 52)}<rect x="68" y="64" width="64" height="100" rx="8" fill="${p.body}"/><ellipse cx="100" cy="66" rx="32" ry="7" fill="${p.light}"/>
    <path d="M76 66Q78 92 84 82 88 74 92 68z" fill="${p.light}"/><path d="M116 66H132V156Q132 164 124 164H116z" opacity=".08"/>`,

  tLight: (p) => `${halo(100, 92, 46, p.glow)}<path d="M46 88H154Q152 150 118 158V166H82V158Q48 150 46 88z" fill="${p.body}" opacity=".93"/><ellipse cx="100" cy="88" rx="54" ry="11" fill="${p.deep}"/>
    <rect x="76" y="78" width="48" height="16" rx="4" fill="${p.paper}"/>${flame(100, 70, 0.9)}<path d="M60 104Q64 134 80 148" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".6"/>`,

  hangingTLight: (p) => `<path d="M100 0V34M100 34Q58 60 62 104M100 34Q142 60 138 104" fill="none" stroke="${p.metalDeep}" stroke-width="4"/>${halo(100, 116, 48, p.glow)}
    <path d="M50 104H150Q150 168 100 168T50 104z" fill="${p.body}"/><ellipse cx="100" cy="104" rx="50" ry="10" fill="${p.deep}"/><rect x="80" y="94" width="40" height="14" rx="4" fill="${p.paper}"/>${flame(100, 86, 0.85)}`,

  heartTLight: (p) => `<path d="M100 0V40" stroke="${p.metalDeep}" stroke-width="4"/>${halo(100, 104, 60, p.glow)}<path d="M100 168C20 112 44 44 84 56Q96 60 100 72 104 60 116 56C156 44 180 112 100 168z" fill="${p.main}"/>
    <path d="M100 146C52 110 64 70 86 78Q97 82 100 92 103 82 114 78C136 70 148 110 100 146z" fill="${p.wall}"/><rect x="82" y="116" width="36" height="16" rx="4" fill="${p.accent}"/>${flame(100, 108, 0.8)}`,

  lantern: (p) => `<path d="M74 48C74 22 126 22 126 48" fill="none" stroke="${p.deeper}" stroke-width="5"/><path d="M58 70 76 46H124L142 70z" fill="${p.deep}"/>${halo(100, 118, 46, p.glow)}
    <rect x="62" y="70" width="76" height="84" fill="${p.glass}" opacity=".75"/><rect x="86" y="116" width="28" height="38" rx="3" fill="${p.paper}"/>${flame(100, 106, 0.95)}
    <path d="M62 70V154M138 70V154M100 70V90M62 112H82M138 112H118" stroke="${p.main}" stroke-width="7"/><rect x="52" y="152" width="96" height="14" rx="5" fill="${p.deep}"/>`,

  paperLantern: (p) => `<path d="M100 0V36" stroke="${p.ink}" stroke-width="3"/>${halo(100, 98, 78, p.glow)}<ellipse cx="100" cy="98" rx="60" ry="58" fill="${p.body}"/><rect x="82" y="34" width="36" height="10" rx="4" fill="${p.deeper}"/><rect x="82" y="152" width="36" height="10" rx="4" fill="${p.deeper}"/>
    <path d="M46 74Q100 92 154 74M40 98Q100 118 160 98M46 124Q100 142 154 124" fill="none" stroke="${p.deep}" stroke-width="2.5" opacity=".7"/><path d="M100 162V186" stroke="${p.accent}" stroke-width="5" stroke-linecap="round"/>`,

  paperStar: (p) => `<path d="M100 0V40" stroke="${p.ink}" stroke-width="3"/>${halo(100, 104, 76, p.glow)}${Array.from({ length: 7 }, (_, i) => `<path d="M100 104 84 82 100 30 116 82z" fill="${i % 2 ? p.main : p.light}" transform="rotate(${(i * 360) / 7} 100 104)"/>`).join('')}
    <circle cx="100" cy="104" r="20" fill="${p.deep}"/><circle cx="100" cy="104" r="10" fill="${p.glow}"/>`,

  lamp: (p) => `${halo(100, 86, 66, p.glow)}<path d="M74 46H126L150 108H50z" fill="${p.body}"/><path d="M52 102H148L150 110H50z" fill="${p.deep}"/><path d="M100 110V130" stroke="${p.goldDeep}" stroke-width="6"/><path d="M100 122C126 124 122 152 112 156H88C78 152 74 124 100 122z" fill="${p.accent}"/><rect x="74" y="154" width="52" height="11" rx="5" fill="${p.goldDeep}"/>`,

  nightLight: (p) => `${halo(100, 112, 66, p.glow)}<ellipse cx="80" cy="60" rx="12" ry="34" fill="${p.light}"/><ellipse cx="120" cy="60" rx="12" ry="34" fill="${p.light}"/><ellipse cx="80" cy="62" rx="6" ry="24" fill="${p.accent}" opacity=".6"/><ellipse cx="120" cy="62" rx="6" ry="24" fill="${p.accent}" opacity=".6"/>
    <path d="M56 120C56 74 144 74 144 120 150 164 128 166 100 166S50 164 56 120z" fill="${p.light}"/><circle cx="84" cy="116" r="4" fill="${p.ink}"/><circle cx="116" cy="116" r="4" fill="${p.ink}"/><path d="M94 128Q100 134 106 128" fill="none" stroke="${p.ink}" stroke-width="3" stroke-linecap="round"/>`,

  fairyLights: (p) => `<path d="M-6 40Q46 108 100 84T206 60" fill="none" stroke="${p.leafDeep}" stroke-width="4"/><path d="M-6 112Q60 176 120 140T206 132" fill="none" stroke="${p.leafDeep}" stroke-width="4"/>
    ${[[22, 72], [58, 92], [98, 84], [138, 72], [176, 66], [34, 140], [78, 156], [120, 142], [164, 134]].map(([x, y], i) => `${halo(x, y + 15, 19, p.glow)}<rect x="${x - 4}" y="${y - 3}" width="8" height="8" fill="${p.leafDeep}"/><path d="M${x - 8} ${y + 5}H${x + 8}Q${x + 8} ${y + 20} ${x} ${y + 26}T${x - 8} ${y + 5}z" fill="${[p.main, p.accent, p.gold][i % 3]}"/>`).join('')}`,

  candlestick: (p) => `${halo(100, 34, 32, p.glow)}${flame(100, 36, 0.9)}<rect x="90" y="44" width="20" height="50" rx="3" fill="${p.body}"/><path d="M78 94H122L114 106H86z" fill="${p.metal}"/><path d="M94 104H106V122Q116 130 106 138V148Q134 150 138 164H62Q66 150 94 148V138Q84 130 94 122z" fill="${p.metal}"/><path d="M102 104H106V122Q116 130 106 138V148Q134 150 138 164H116Q112 152 102 148z" fill="${p.metalDeep}"/>`,

  incense: (p) => `<path d="M70 150 122 56M86 152 134 62" stroke="${p.woodDeep}" stroke-width="4" stroke-linecap="round"/><path d="M122 54Q108 40 122 28T118 6" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".75"/><circle cx="122" cy="56" r="4" fill="#f6a63a"/>
    <path d="M44 134H156Q150 166 100 166T44 134z" fill="${p.body}"/><ellipse cx="100" cy="134" rx="56" ry="9" fill="${p.deep}"/>`,

  matches: (p) => `${[74, 92, 110, 128].map((x, i) => `<path d="M${x} 108V${52 + (i % 2) * 8}" stroke="${p.wood}" stroke-width="7"/><circle cx="${x}" cy="${50 + (i % 2) * 8}" r="7" fill="${p.accentDeep}"/>`).join('')}<rect x="50" y="92" width="100" height="74" rx="6" fill="${p.body}"/><rect x="50" y="146" width="100" height="20" rx="6" fill="${p.deeper}"/>${p.emblem(100, 120, 34, p.onMain)}`,
};

/** These hang from above the picture. */
export const hangingLights = ['hangingTLight', 'heartTLight', 'paperLantern', 'paperStar', 'fairyLights'];
