/** The tea table. */
const steam = '<path d="M84 50Q76 40 84 30T84 12M108 50Q100 40 108 30T108 12" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".75"/>';

export const tea = {
  mug: (p) => `${steam}<path d="M136 86H150Q168 86 168 108T150 130H136" fill="none" stroke="${p.deep}" stroke-width="11"/>
    <path d="M52 66H140V146Q140 166 120 166H72Q52 166 52 146z" fill="${p.body}"/><ellipse cx="96" cy="66" rx="44" ry="9" fill="${p.deep}"/>
    <ellipse cx="96" cy="67" rx="36" ry="6" fill="#8a5a3c"/><path d="M124 72 140 68V146Q140 166 120 166H112Q124 160 124 146z" opacity=".09"/>`,

  teacup: (p) => `${steam}<ellipse cx="100" cy="158" rx="66" ry="9" fill="${p.onMain}"/><ellipse cx="100" cy="155" rx="66" ry="8" fill="${p.light}"/>
    <path d="M140 96Q170 90 162 116 156 130 132 128" fill="none" stroke="${p.gold}" stroke-width="7"/>
    <path d="M48 82H148Q148 150 116 154H80Q48 150 48 82z" fill="${p.body}"/><ellipse cx="98" cy="82" rx="50" ry="10" fill="${p.gold}"/><ellipse cx="98" cy="83" rx="44" ry="7" fill="#9a6642"/>`,

  teapot: (p) => `<path d="M140 98Q176 86 168 120 162 144 138 140" fill="none" stroke="${p.deep}" stroke-width="10"/><path d="M60 122Q34 124 26 88L40 84Q46 104 62 104z" fill="${p.deep}"/>
    <path d="M56 120C56 74 144 74 144 120 144 152 128 166 100 166S56 152 56 120z" fill="${p.body}"/><path d="M68 90Q100 68 132 90 118 98 100 98T68 90z" fill="${p.deep}"/>
    <circle cx="100" cy="70" r="9" fill="${p.accent}"/>`,

  cakeStand: (p) => `<path d="M100 30V164" stroke="${p.gold}" stroke-width="6"/><circle cx="100" cy="28" r="9" fill="none" stroke="${p.gold}" stroke-width="5"/>
    <ellipse cx="100" cy="162" rx="34" ry="6" fill="${p.goldDeep}"/>
    ${[[68, 30], [104, 46], [144, 64]].map(([y, r]) => `<path d="M${100 - r} ${y}H${100 + r}Q${100 + r - 8} ${y + 14} 100 ${y + 14}T${100 - r} ${y}z" fill="${p.body}"/><ellipse cx="100" cy="${y}" rx="${r}" ry="5" fill="${p.paper}"/>`).join('')}
    <path d="M82 62Q82 50 90 52 98 48 98 62zM60 98Q60 84 70 87 80 83 80 98zM120 98Q120 84 130 87 140 83 140 98z" fill="${p.accent}"/><path d="M56 138Q56 122 67 126 78 121 78 138zM122 138Q122 122 133 126 144 121 144 138z" fill="${p.accent}"/>`,

  cakeTin: (p) => `<rect x="46" y="106" width="108" height="60" rx="6" fill="${p.body}"/><rect x="42" y="96" width="116" height="16" rx="6" fill="${p.deep}"/>
    <rect x="62" y="62" width="76" height="36" rx="5" fill="${p.light}"/><rect x="58" y="54" width="84" height="13" rx="5" fill="${p.deep}"/>
    <circle cx="100" cy="50" r="6" fill="${p.gold}"/><rect x="78" y="122" width="44" height="28" rx="14" fill="${p.paper}"/>${p.emblem(100, 136, 20)}`,

  cupcake: (p) => `<path d="M62 108H138L128 160Q127 166 120 166H80Q73 166 72 160z" fill="${p.body}"/>
    <path d="M76 110 82 164M92 110 94 165M108 110 106 165M124 110 118 164" stroke="${p.deep}" stroke-width="2.5" opacity=".6"/>
    <path d="M58 112C44 96 62 82 74 86 70 66 92 60 100 68 106 48 134 58 128 82 146 80 156 98 142 112z" fill="${p.paper}"/><circle cx="104" cy="56" r="9" fill="${p.accent}"/>
    <path d="M76 96l6 4M104 84l7-3M122 98l5 4M92 102l6-3" stroke="${p.accent}" stroke-width="4" stroke-linecap="round"/>`,

  jug: (p) => `<path d="M134 78Q168 76 164 108 160 136 132 134" fill="none" stroke="${p.deep}" stroke-width="10"/>
    <path d="M58 48 74 58H134Q128 82 138 108 146 150 124 166H72Q50 150 60 108 68 82 58 48z" fill="${p.body}"/><path d="M58 48 74 58H134L132 68H68z" fill="${p.deep}"/>`,

  milkBottle: (p) => `<rect x="84" y="34" width="32" height="14" rx="4" fill="${p.accent}"/><path d="M86 46H114V70Q134 84 134 104V156Q134 166 124 166H76Q66 166 66 156V104Q66 84 86 70z" fill="${p.glass}"/>
    <path d="M66 112H134V156Q134 166 124 166H76Q66 166 66 156z" fill="#fffdf6"/><rect x="66" y="108" width="68" height="34" fill="${p.body}" opacity=".9"/><path d="M76 100V84" stroke="#fff" stroke-width="5" stroke-linecap="round"/>`,

  eggCup: (p) => `<path d="M72 96C72 48 128 48 128 96z" fill="#fbead2"/><path d="M62 92H138Q138 130 108 134V150Q128 152 128 164H72Q72 152 92 150V134Q62 130 62 92z" fill="${p.body}"/><path d="M62 92H138L137 102H63z" fill="${p.deep}"/>`,

  tray: (p) => `<rect x="26" y="66" width="148" height="98" rx="16" fill="${p.deep}"/><rect x="34" y="74" width="132" height="82" rx="10" fill="${p.body}"/>
    <rect x="84" y="68" width="32" height="4" rx="2" fill="${p.light}"/><rect x="84" y="158" width="32" height="4" rx="2" fill="${p.light}"/>
    <circle cx="72" cy="112" r="23" fill="${p.paper}"/><circle cx="72" cy="112" r="15" fill="#9a6642"/><path d="M112 100H148M112 112H142M112 124H136" stroke="${p.paper}" stroke-width="6" stroke-linecap="round"/>`,

  teaCosy: (p) => `<path d="M40 164C28 60 172 60 160 164z" fill="${p.body}"/><path d="M38 148H162V166H38z" fill="${p.deep}"/><circle cx="100" cy="74" r="14" fill="${p.accent}"/><path d="M66 108Q84 96 100 108T134 108" fill="none" stroke="${p.onMain}" stroke-width="4" stroke-linecap="round"/>`,
};
