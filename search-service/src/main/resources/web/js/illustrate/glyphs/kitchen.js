/** The kitchen and the laid table. */
export const kitchen = {
  bowl: (p) => `<path d="M34 92H166Q164 152 122 160V166H78V160Q36 152 34 92z" fill="${p.body}"/><ellipse cx="100" cy="92" rx="66" ry="14" fill="${p.deep}"/><ellipse cx="100" cy="94" rx="56" ry="9" fill="${p.deeper}" opacity=".5"/>`,

  plate: (p) => `<path d="M70 166 84 140H116L130 166z" fill="${p.woodDeep}"/><circle cx="100" cy="94" r="62" fill="${p.body}"/><circle cx="100" cy="94" r="62" fill="none" stroke="${p.gold}" stroke-width="3"/>
    <circle cx="100" cy="94" r="42" fill="${p.paper}"/>${p.emblem(100, 94, 44)}<path d="M64 162 76 148M136 162 124 148" stroke="${p.wood}" stroke-width="7" stroke-linecap="round"/>`,

  jar: (p) => `<rect x="68" y="42" width="64" height="22" rx="6" fill="${p.body}"/><path d="M70 64H130V74Q146 80 146 98V152Q146 166 132 166H68Q54 166 54 152V98Q54 80 70 74z" fill="${p.glass}"/>
    <path d="M54 106H146V152Q146 166 132 166H68Q54 166 54 152z" fill="${p.accent}" opacity=".75"/><rect x="72" y="112" width="56" height="36" rx="5" fill="${p.paper}"/>${p.emblem(100, 130, 24, p.deep)}<path d="M64 96V88" stroke="#fff" stroke-width="6" stroke-linecap="round"/>`,

  canister: (p) => `<rect x="56" y="64" width="88" height="102" rx="8" fill="${p.body}"/><rect x="52" y="50" width="96" height="20" rx="7" fill="${p.deep}"/><circle cx="100" cy="46" r="8" fill="${p.gold}"/>
    <rect x="70" y="96" width="60" height="36" rx="6" fill="${p.paper}"/><path d="M82 110H118M88 120H112" stroke="${p.ink}" stroke-width="4" stroke-linecap="round" opacity=".7"/><path d="M128 70H144V158Q144 166 136 166H128z" opacity=".08"/>`,

  cutlery: (p) => `<rect x="48" y="84" width="104" height="82" rx="10" fill="${p.body}"/>
    <path d="M72 98V40M64 36V56Q64 64 72 64T80 56V36M72 36V56" fill="none" stroke="${p.metalDeep}" stroke-width="5" stroke-linecap="round"/>
    <path d="M100 98V40Q110 34 110 60V72H100" fill="${p.metal}" stroke="${p.metalDeep}" stroke-width="4"/><ellipse cx="130" cy="46" rx="11" ry="16" fill="${p.metal}"/><path d="M130 60V98" stroke="${p.metalDeep}" stroke-width="5"/>
    <path d="M48 98H152V156Q152 166 142 166H58Q48 166 48 156z" fill="${p.body}"/><path d="M48 98H152V108H48z" fill="${p.deep}"/>`,

  spoons: (p) => `<path d="M74 130 66 60M100 130V70M126 130 134 60" stroke="${p.woodDeep}" stroke-width="8" stroke-linecap="round"/><ellipse cx="64" cy="52" rx="15" ry="22" fill="${p.wood}" transform="rotate(-7 64 52)"/>
    <path d="M86 30H114V72Q100 82 86 72z" fill="${p.accent}"/><ellipse cx="136" cy="52" rx="15" ry="22" fill="${p.wood}" transform="rotate(7 136 52)"/>
    <path d="M58 106H142L136 158Q135 166 126 166H74Q65 166 64 158z" fill="${p.body}"/><path d="M58 106H142L140 118H60z" fill="${p.deep}"/>`,

  fryingPan: (p) => `<circle cx="82" cy="106" r="54" fill="${p.deeper}"/><circle cx="82" cy="106" r="45" fill="${p.body}"/><rect x="128" y="96" width="60" height="16" rx="8" fill="${p.woodDeep}" transform="rotate(-14 130 104)"/>
    <path d="M60 104C56 84 84 78 92 90 112 88 112 116 98 122 88 136 60 128 60 104z" fill="#fffdf6"/><circle cx="84" cy="106" r="12" fill="#f4b740"/>`,

  saucepan: (p) => `<path d="M38 84H140V142Q140 166 116 166H62Q38 166 38 142z" fill="${p.body}"/><rect x="34" y="76" width="110" height="14" rx="6" fill="${p.deep}"/><rect x="138" y="88" width="52" height="12" rx="6" fill="${p.woodDeep}"/><path d="M52 76Q89 50 126 76z" fill="${p.light}"/><circle cx="89" cy="60" r="7" fill="${p.woodDeep}"/>`,

  mould: (p) => `<path d="M44 150Q38 90 62 92 64 62 84 78 92 50 100 66 108 50 116 78 136 62 138 92 162 90 156 150z" fill="${p.body}"/><rect x="34" y="148" width="132" height="16" rx="8" fill="${p.deep}"/>
    <path d="M64 98V146M84 84V146M116 84V146M136 98V146" stroke="${p.deep}" stroke-width="4" stroke-linecap="round" opacity=".6"/>`,

  scales: (p) => `<path d="M56 96H144L156 156Q157 166 146 166H54Q43 166 44 156z" fill="${p.body}"/><path d="M34 70H166Q158 92 100 92T34 70z" fill="${p.metal}"/><rect x="94" y="84" width="12" height="14" fill="${p.metalDeep}"/>
    <circle cx="100" cy="130" r="25" fill="${p.paper}"/><path d="M100 130 112 116" stroke="${p.accentDeep}" stroke-width="4" stroke-linecap="round"/><path d="M100 110V114M80 130H84M120 130H116" stroke="${p.ink}" stroke-width="3"/>`,

  apron: (p) => `<path d="M76 54C76 24 124 24 124 54" fill="none" stroke="${p.deep}" stroke-width="5"/><path d="M30 92Q52 100 64 92M170 92Q148 100 136 92" fill="none" stroke="${p.deep}" stroke-width="5" stroke-linecap="round"/>
    <path d="M72 52H128Q128 84 146 92V170H54V92Q72 84 72 52z" fill="${p.body}"/><path d="M72 116H128V134Q128 148 114 148H86Q72 148 72 134z" fill="${p.deep}"/><path d="M72 116H128V123H72z" fill="${p.onMain}"/>`,

  teaTowel: (p) => `<path d="M36 44H164" stroke="${p.woodDeep}" stroke-width="7" stroke-linecap="round"/><path d="M60 42H140V160H60z" fill="${p.body}"/><path d="M60 142H140V150H60z" fill="${p.onMain}"/><path d="M118 42H140V160H118z" opacity=".08"/>
    <path d="M60 160l5 8 5-8 5 8 5-8 5 8 5-8 5 8 5-8 5 8 5-8 5 8 5-8 5 8 5-8 5 8 5-8" fill="none" stroke="${p.deep}" stroke-width="2.5"/>`,

  ovenGlove: (p) => `<path d="M70 164V92C70 34 134 34 134 92 136 84 144 76 154 82 166 90 152 116 138 128V164z" fill="${p.body}"/><rect x="64" y="146" width="80" height="20" rx="6" fill="${p.deep}"/>${p.emblem(102, 100, 30, p.onMain)}`,

  napkins: (p) => `<rect x="44" y="146" width="112" height="18" rx="5" fill="${p.deep}"/><path d="M56 146 62 74 106 56 144 80V146z" fill="${p.light}"/><path d="M64 146V82L128 68V146z" fill="${p.body}"/><path d="M128 68 144 80V146H128z" fill="${p.deep}"/>`,

  coasters: (p) => `<g transform="rotate(-9 84 120)"><rect x="38" y="76" width="84" height="84" rx="14" fill="${p.deep}"/></g><g transform="rotate(8 116 110)"><rect x="72" y="62" width="88" height="88" rx="14" fill="${p.body}"/><rect x="80" y="70" width="72" height="72" rx="9" fill="none" stroke="${p.onMain}" stroke-width="3"/></g>${p.emblem(116, 107, 40, p.onMain)}`,

  straws: (p) => `<path d="M78 96 66 34M92 96 88 30M108 96 112 30M122 96 134 34" stroke="${p.accent}" stroke-width="8" stroke-linecap="round"/><path d="M78 96 66 34M92 96 88 30M108 96 112 30M122 96 134 34" stroke="#fff" stroke-width="8" stroke-dasharray="6 8"/>
    <path d="M60 84H140L132 158Q131 166 122 166H78Q69 166 68 158z" fill="${p.body}"/><path d="M60 84H140L139 94H61z" fill="${p.deep}"/>`,

  popcorn: (p) => `<g fill="#fff3d0">${[[72, 74], [88, 60], [106, 56], [124, 70], [96, 76], [114, 80], [138, 80], [60, 82]].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="12"/>`).join('')}</g><path d="M80 66l6 4M110 62l5 5M126 76l6 2M94 80l5-3" stroke="#e8b95a" stroke-width="4" stroke-linecap="round"/>
    <path d="M50 84H150L136 166H64z" fill="${p.body}"/><path d="M50 84l10 9 10-9 10 9 10-9 10 9 10-9 10 9 10-9 10 9 10-9V80H50z" fill="${p.deep}"/>`,

  glass: (p) => `<path d="M58 58H142L130 158Q129 166 121 166H79Q71 166 70 158z" fill="${p.glass}"/><path d="M62 92H138L130 158Q129 166 121 166H79Q71 166 70 158z" fill="${p.main}" opacity=".55"/><ellipse cx="100" cy="92" rx="38" ry="6" fill="${p.light}" opacity=".8"/><path d="M72 76 76 140" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".8"/>`,

  bottle: (p) => `<rect x="88" y="28" width="24" height="20" rx="5" fill="${p.woodDeep}"/><path d="M90 46H110V78Q138 92 138 116V154Q138 166 126 166H74Q62 166 62 154V116Q62 92 90 78z" fill="${p.main}" opacity=".72"/>
    <rect x="72" y="112" width="56" height="36" rx="4" fill="${p.paper}"/>${p.emblem(100, 130, 24)}<path d="M72 108Q74 96 88 88" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".7"/>`,
};
