/** Jewellery, and small things for the person. */
const bust = (p) => `<path d="M84 30H116V62Q164 78 168 170H32Q36 78 84 62z" fill="${p.paperDeep}"/>`;

export const trinkets = {
  necklace: (p) => `${bust(p)}<path d="M76 66Q74 128 100 132 126 128 124 66" fill="none" stroke="${p.gold}" stroke-width="3"/>${Array.from({ length: 9 }, (_, i) => { const t = (i - 4) / 4; return `<circle cx="${100 + t * 25}" cy="${131 - t * t * 38}" r="${9 - Math.abs(i - 4)}" fill="${i % 2 ? p.accent : p.main}"/>`; }).join('')}${p.emblem(100, 150, 28, p.deep)}`,

  pendant: (p) => `<path d="M40 20Q60 120 100 120T160 20" fill="none" stroke="${p.gold}" stroke-width="4" stroke-dasharray="7 4"/><circle cx="100" cy="126" r="8" fill="none" stroke="${p.goldDeep}" stroke-width="4"/><circle cx="100" cy="156" r="26" fill="${p.main}"/>${p.emblem(100, 156, 34, p.onMain)}`,

  bracelet: (p) => `<ellipse cx="100" cy="112" rx="60" ry="46" fill="none" stroke="${p.gold}" stroke-width="4"/>${Array.from({ length: 18 }, (_, i) => { const a = (i * Math.PI) / 9; return `<circle cx="${100 + 60 * Math.cos(a)}" cy="${112 + 46 * Math.sin(a)}" r="${i % 3 ? 9 : 12}" fill="${[p.main, p.light, p.accent][i % 3]}"/>`; }).join('')}`,

  bangle: (p) => `<ellipse cx="100" cy="108" rx="62" ry="52" fill="${p.deep}"/><ellipse cx="100" cy="104" rx="62" ry="52" fill="${p.body}"/><ellipse cx="100" cy="104" rx="42" ry="34" fill="${p.wall}"/><path d="M56 78Q76 58 104 56" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".6"/>`,

  earrings: (p) => `${[64, 136].map((x) => `<path d="M${x} 66Q${x + 14} 44 ${x + 2} 34 ${x - 10} 32 ${x - 8} 46" fill="none" stroke="${p.gold}" stroke-width="4" stroke-linecap="round"/><circle cx="${x}" cy="76" r="10" fill="${p.accent}"/><path d="M${x} 88C${x + 28} 120 ${x + 22} 152 ${x} 154 ${x - 22} 152 ${x - 28} 120 ${x} 88z" fill="${p.main}"/><path d="M${x - 8} 132Q${x - 8} 118 ${x - 2} 110" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".65"/>`).join('')}`,

  ring: (p) => `<circle cx="100" cy="116" r="42" fill="none" stroke="${p.gold}" stroke-width="13"/><circle cx="100" cy="116" r="42" fill="none" stroke="${p.goldDeep}" stroke-width="2"/><path d="M66 54H134L150 74 100 112 50 74z" fill="${p.main}"/><path d="M50 74H150M84 54 76 74 100 112 124 74 116 54" fill="none" stroke="${p.light}" stroke-width="3"/>`,

  brooch: (p) => `${Array.from({ length: 8 }, (_, i) => `<ellipse cx="100" cy="62" rx="17" ry="28" fill="${i % 2 ? p.main : p.light}" transform="rotate(${i * 45} 100 104)"/>`).join('')}<circle cx="100" cy="104" r="20" fill="${p.gold}"/><circle cx="100" cy="104" r="12" fill="${p.accent}"/>`,

  hairClip: (p) => `<rect x="22" y="122" width="156" height="16" rx="8" fill="${p.metal}"/><path d="M100 104C60 56 26 58 24 80V132C26 152 60 150 100 108 140 150 174 152 176 132V80C174 58 140 56 100 104z" fill="${p.body}"/><path d="M46 84Q66 96 84 104M46 128Q66 116 84 108M154 84Q134 96 116 104M154 128Q134 116 116 108" fill="none" stroke="${p.deep}" stroke-width="4" stroke-linecap="round" opacity=".6"/><rect x="84" y="84" width="32" height="44" rx="14" fill="${p.deep}"/>`,

  trinketBox: (p) => `<path d="M46 112H154V142Q154 164 132 164H68Q46 164 46 142z" fill="${p.body}"/><path d="M42 106C42 58 158 58 158 106z" fill="${p.main}"/><path d="M42 104H158V114H42z" fill="${p.gold}"/><circle cx="100" cy="66" r="9" fill="${p.accent}"/>${p.emblem(100, 138, 28, p.onMain)}`,

  keyRing: (p) => `<circle cx="100" cy="58" r="27" fill="none" stroke="${p.metalDeep}" stroke-width="7"/><path d="M100 84V104" stroke="${p.metalDeep}" stroke-width="6"/><path d="M100 168C46 132 62 88 88 98Q98 102 100 110 102 102 112 98C138 88 154 132 100 168z" fill="${p.body}"/>`,

  key: (p) => `<circle cx="100" cy="58" r="30" fill="none" stroke="${p.main}" stroke-width="13"/><path d="M100 88V168M100 136H124V148H100M100 154H118V166H100" fill="none" stroke="${p.main}" stroke-width="11"/>${p.emblem(100, 58, 22)}`,

  shoes: (p) => `<path d="M28 96Q30 78 46 84 62 108 92 112 106 118 102 134H28z" fill="${p.body}"/><path d="M98 120Q100 102 116 108 132 132 160 136 174 142 170 160H98z" fill="${p.accent}"/><path d="M26 132H104V140H26zM96 158H172V166H96z" fill="${p.deeper}"/>`,

  scarf: (p) => `<path d="M52 58Q100 36 148 58 156 84 128 90V164H96V92Q48 90 52 58z" fill="${p.body}"/><path d="M52 58Q100 92 148 58" fill="none" stroke="${p.deep}" stroke-width="5"/><path d="M96 164v8M104 164v8M112 164v8M120 164v8M127 164v8" stroke="${p.deep}" stroke-width="4"/>`,

  warmer: (p) => `<path d="M100 164C24 112 44 40 84 56Q96 60 100 74 104 60 116 56C156 40 176 112 100 164z" fill="${p.body}"/><path d="M100 74Q94 100 108 116" fill="none" stroke="${p.deep}" stroke-width="3" opacity=".5"/><path d="M60 34Q52 24 60 14M100 42Q92 32 100 22M140 34Q132 24 140 14" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".8"/>`,

  phone: (p) => `<rect x="58" y="30" width="84" height="138" rx="16" fill="${p.body}"/><rect x="68" y="44" width="64" height="96" rx="6" fill="#e6eff2"/><circle cx="100" cy="154" r="7" fill="${p.onMain}"/>${p.emblem(100, 92, 34)}`,
};

export const hangingTrinkets = ['pendant', 'earrings', 'keyRing', 'bracelet', 'bangle', 'brooch', 'hairClip', 'key'];
