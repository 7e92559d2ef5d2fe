/** Around the house. */
export const home = {
  clock: (p) => `<path d="M66 54 50 38M134 54 150 38" stroke="${p.deeper}" stroke-width="7" stroke-linecap="round"/><path d="M46 50A22 22 0 0 1 82 40zM154 50A22 22 0 0 0 118 40z" fill="${p.deep}"/><path d="M68 152 58 166M132 152 142 166" stroke="${p.deeper}" stroke-width="9" stroke-linecap="round"/>
    <circle cx="100" cy="104" r="60" fill="${p.body}"/><circle cx="100" cy="104" r="46" fill="${p.paper}"/><path d="M100 64V70M100 138V144M60 104H66M134 104H140" stroke="${p.ink}" stroke-width="4" stroke-linecap="round"/>
    <path d="M100 104V80M100 104 118 114" stroke="${p.ink}" stroke-width="5" stroke-linecap="round"/><circle cx="100" cy="104" r="5" fill="${p.accentDeep}"/>`,

  wallClock: (p) => `<circle cx="100" cy="100" r="72" fill="${p.body}"/><circle cx="100" cy="100" r="54" fill="${p.paper}"/>${Array.from({ length: 12 }, (_, i) => `<path d="M100 53V${i % 3 ? 58 : 63}" stroke="${p.ink}" stroke-width="4" transform="rotate(${i * 30} 100 100)"/>`).join('')}
    <path d="M100 100V68M100 100 122 88" stroke="${p.ink}" stroke-width="5" stroke-linecap="round"/><circle cx="100" cy="100" r="6" fill="${p.accentDeep}"/>`,

  frame: (p) => `<path d="M120 150 146 166H134L112 154z" fill="${p.woodDeep}"/><rect x="46" y="38" width="108" height="126" rx="5" fill="${p.body}"/><rect x="46" y="38" width="108" height="126" rx="5" fill="none" stroke="${p.deep}" stroke-width="4"/><rect x="62" y="54" width="76" height="94" fill="#dceaf0"/>
    <circle cx="116" cy="78" r="11" fill="${p.glow}"/><path d="M62 126Q82 96 100 116T138 110V148H62z" fill="${p.leaf}"/><path d="M62 138Q90 118 138 134V148H62z" fill="${p.leafDeep}"/>`,

  mirror: (p) => `<ellipse cx="100" cy="100" rx="58" ry="72" fill="${p.body}"/><ellipse cx="100" cy="100" rx="58" ry="72" fill="none" stroke="${p.gold}" stroke-width="5"/><ellipse cx="100" cy="100" rx="44" ry="58" fill="#e3f0f3"/><path d="M72 112 104 58M82 134 126 68" stroke="#fff" stroke-width="8" stroke-linecap="round"/>${p.emblem(100, 28, 24, p.goldDeep)}`,

  cushion: (p) => `<path d="M42 66Q36 52 52 56 100 68 148 56 164 52 158 66 148 110 158 152 164 168 148 164 100 152 52 164 36 168 42 152 52 110 42 66z" fill="${p.body}"/><path d="M52 56Q100 68 148 56M52 164Q100 152 148 164" fill="none" stroke="${p.deep}" stroke-width="3"/>${p.emblem(100, 110, 48, p.onMain)}`,

  hook: (p) => `<rect x="26" y="62" width="148" height="40" rx="8" fill="${p.body}"/>${[58, 100, 142].map((x) => `<circle cx="${x}" cy="84" r="8" fill="${p.metal}"/><path d="M${x} 86V116Q${x} 130 ${x + 11} 130T${x + 22} 118" fill="none" stroke="${p.metalDeep}" stroke-width="6" stroke-linecap="round"/>`).join('')}<circle cx="80" cy="118" r="0"/>`,

  knob: (p) => `<rect x="28" y="40" width="144" height="120" rx="8" fill="${p.wood}"/><rect x="40" y="52" width="120" height="96" rx="5" fill="none" stroke="${p.woodDeep}" stroke-width="4"/><circle cx="103" cy="104" r="34" fill="#2a2018" opacity=".2"/><circle cx="100" cy="100" r="34" fill="${p.body}"/><circle cx="100" cy="100" r="34" fill="none" stroke="${p.deep}" stroke-width="3"/><circle cx="88" cy="88" r="8" fill="#fff" opacity=".6"/>`,

  cabinet: (p) => `<path d="M60 160V170M140 160V170" stroke="${p.woodDeep}" stroke-width="9" stroke-linecap="round"/><rect x="44" y="44" width="112" height="118" rx="7" fill="${p.main}"/>${[54, 90, 126].map((y) => `<rect x="54" y="${y}" width="92" height="29" rx="4" fill="${p.body}" stroke="${p.deep}" stroke-width="2.5"/><circle cx="100" cy="${y + 15}" r="5" fill="${p.gold}"/>`).join('')}<rect x="38" y="36" width="124" height="12" rx="5" fill="${p.deep}"/>`,

  doormat: (p) => `<path d="M44 92H156L182 162H18z" fill="${p.woodDeep}"/><path d="M48 98H152L173 156H27z" fill="${p.body}"/><path d="M74 122H126M70 134H130" stroke="${p.paper}" stroke-width="8" stroke-linecap="round"/>`,

  sign: (p) => `<path d="M100 14 52 66M100 14 148 66" stroke="${p.woodDeep}" stroke-width="3"/><circle cx="100" cy="14" r="5" fill="${p.metalDeep}"/><rect x="28" y="64" width="144" height="86" rx="10" fill="${p.body}"/><rect x="38" y="74" width="124" height="66" rx="6" fill="${p.paper}"/>
    <path d="M56 92H144M64 122H136" stroke="${p.ink}" stroke-width="6" stroke-linecap="round" opacity=".75"/>${p.emblem(100, 107, 18)}`,

  chalkboard: (p) => `<path d="M100 12 66 58M100 12 134 58" stroke="${p.woodDeep}" stroke-width="4"/><path d="M100 168C14 114 38 40 82 52Q96 56 100 68 104 56 118 52C162 40 186 114 100 168z" fill="${p.wood}"/><path d="M100 154C32 110 52 54 84 66Q97 70 100 82 103 70 116 66C148 54 168 110 100 154z" fill="#3d4950"/>
    <path d="M70 96H126M78 110H122" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-dasharray="14 6" opacity=".85"/>`,

  basket: (p) => `<path d="M58 92C58 30 142 30 142 92" fill="none" stroke="${p.woodDeep}" stroke-width="8"/><path d="M42 88H158L146 158Q145 166 136 166H64Q55 166 54 158z" fill="${p.wood}"/><path d="M46 106H154M49 124H151M52 142H148" stroke="${p.woodDeep}" stroke-width="4" stroke-dasharray="12 7"/><path d="M38 82H162V96Q150 106 138 96 126 106 112 96 100 106 88 96 74 106 62 96 50 106 38 96z" fill="${p.body}"/>`,

  wickerHeart: (p) => `<path d="M100 8V48" stroke="${p.accent}" stroke-width="5"/><path d="M100 164C16 108 42 40 84 56Q96 60 100 74 104 60 116 56C158 40 184 108 100 164z" fill="none" stroke="${p.main}" stroke-width="19"/><path d="M100 164C16 108 42 40 84 56Q96 60 100 74 104 60 116 56C158 40 184 108 100 164z" fill="none" stroke="${p.deep}" stroke-width="19" stroke-dasharray="5 9" opacity=".6"/><path d="M100 58Q78 38 78 52T100 58Q122 38 122 52T100 58z" fill="${p.accent}"/>`,

  box: (p) => `<rect x="40" y="92" width="120" height="74" rx="6" fill="${p.body}"/><rect x="34" y="68" width="132" height="30" rx="6" fill="${p.deep}"/><path d="M148 98H160V160Q160 166 154 166H148z" opacity=".1"/><rect x="88" y="88" width="24" height="22" rx="5" fill="${p.gold}"/><circle cx="100" cy="98" r="4" fill="${p.goldDeep}"/>`,

  vase: (p) => `<path d="M96 86Q82 54 66 44M102 86Q104 50 104 30M106 86Q124 58 138 50" fill="none" stroke="${p.leafDeep}" stroke-width="4"/>${[[64, 42], [104, 30], [140, 48]].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="15" fill="${p.accent}"/><circle cx="${x}" cy="${y}" r="6" fill="${p.glow}"/>`).join('')}<path d="M84 70Q70 66 68 78 80 84 86 78z" fill="${p.leaf}"/>
    <path d="M76 80H124Q118 98 134 114 148 140 128 166H72Q52 140 66 114 82 98 76 80z" fill="${p.body}"/><path d="M76 80H124L121 90H79z" fill="${p.deep}"/>`,

  doorstop: (p) => `<path d="M60 74C60 34 140 34 140 74L156 150Q158 166 142 166H58Q42 166 44 150z" fill="${p.body}"/><path d="M78 52Q84 22 100 30 116 22 122 52" fill="none" stroke="${p.deep}" stroke-width="8"/><circle cx="82" cy="88" r="5" fill="${p.ink}"/><circle cx="118" cy="88" r="5" fill="${p.ink}"/><path d="M94 100H106L100 108z" fill="${p.accentDeep}"/><path d="M48 140H152" stroke="${p.deep}" stroke-width="4" opacity=".6"/>`,

  thermometer: (p) => `<rect x="68" y="22" width="64" height="146" rx="18" fill="${p.body}"/><rect x="74" y="28" width="52" height="134" rx="14" fill="${p.paper}"/><rect x="94" y="44" width="12" height="86" rx="6" fill="${p.paperDeep}"/><rect x="96" y="78" width="8" height="56" fill="#cf4b45"/><circle cx="100" cy="138" r="13" fill="#cf4b45"/><path d="M112 54H120M112 70H120M112 86H120M112 102H120" stroke="${p.ink}" stroke-width="3"/>`,

  drawerLiner: (p) => `<path d="M50 48H128V148Q150 148 150 130V66Q150 48 128 48" fill="${p.deep}"/><rect x="42" y="48" width="86" height="116" rx="4" fill="${p.body}"/><rect x="42" y="48" width="86" height="116" rx="4" fill="none" stroke="${p.onMain}" stroke-width="4"/>`,

  magnets: (p) => `<rect x="46" y="28" width="108" height="138" rx="12" fill="#eef2f2"/><path d="M46 78H154" stroke="${p.metal}" stroke-width="4"/><path d="M60 44V64M60 94V128" stroke="${p.metalDeep}" stroke-width="6" stroke-linecap="round"/><rect x="88" y="90" width="46" height="46" rx="4" fill="${p.paper}" transform="rotate(6 110 112)"/>${p.emblem(112, 54, 28, p.main)}${p.emblem(112, 92, 22)}${p.emblem(82, 146, 22, p.deep)}`,

  stool: (p) => `<path d="M68 92 54 166M132 92 146 166M88 92 84 166M112 92 116 166" stroke="${p.woodDeep}" stroke-width="8" stroke-linecap="round"/><path d="M60 134H140" stroke="${p.wood}" stroke-width="6"/><rect x="48" y="68" width="104" height="28" rx="14" fill="${p.body}"/>`,

  curtain: (p) => `<path d="M20 38H180" stroke="${p.woodDeep}" stroke-width="8" stroke-linecap="round"/><path d="M34 40H92Q88 110 50 128 62 150 58 168H34z" fill="${p.body}"/><path d="M166 40H108Q112 110 150 128 138 150 142 168H166z" fill="${p.body}"/><rect x="34" y="122" width="24" height="9" rx="4" fill="${p.deep}"/><rect x="142" y="122" width="24" height="9" rx="4" fill="${p.deep}"/><path d="M52 40V100M74 40V90M148 40V100M126 40V90" stroke="${p.deep}" stroke-width="3" opacity=".5"/>`,

  soap: (p) => `<circle cx="70" cy="66" r="14" fill="#fff" opacity=".7"/><circle cx="96" cy="44" r="9" fill="#fff" opacity=".6"/><circle cx="116" cy="72" r="7" fill="#fff" opacity=".7"/><rect x="56" y="92" width="88" height="50" rx="20" fill="${p.light}"/><path d="M84 116H116" stroke="${p.deep}" stroke-width="5" stroke-linecap="round" opacity=".6"/><path d="M34 128H166Q162 166 130 166H70Q38 166 34 128z" fill="${p.body}"/>`,

  tissues: (p) => `<path d="M74 88Q66 54 86 48 98 26 110 50 132 56 126 88z" fill="#fffdf8"/><path d="M92 84Q92 62 104 54" fill="none" stroke="${p.paperDeep}" stroke-width="3"/><rect x="38" y="84" width="124" height="80" rx="8" fill="${p.body}"/><ellipse cx="100" cy="86" rx="40" ry="7" fill="${p.deep}"/>`,

  bin: (p) => `<path d="M50 72H150L140 158Q139 166 130 166H70Q61 166 60 158z" fill="${p.body}"/><ellipse cx="100" cy="72" rx="56" ry="12" fill="${p.deep}"/><path d="M84 64C84 44 116 44 116 64" fill="none" stroke="${p.deeper}" stroke-width="7"/>`,

  tile: (p) => `<rect x="40" y="40" width="120" height="120" rx="8" fill="${p.body}"/><rect x="50" y="50" width="100" height="100" rx="5" fill="${p.paper}"/><path d="M50 74Q74 74 74 50M150 74Q126 74 126 50M50 126Q74 126 74 150M150 126Q126 126 126 150" fill="none" stroke="${p.main}" stroke-width="6"/>${p.emblem(100, 100, 52)}`,

  picture: (p) => `<path d="M100 14 70 44M100 14 130 44" stroke="${p.woodDeep}" stroke-width="3"/><rect x="34" y="44" width="132" height="112" rx="4" fill="${p.wood}"/><rect x="44" y="54" width="112" height="92" fill="${p.body}"/>${p.emblem(100, 100, 66, p.onMain)}`,

  letterBlock: (p) => {
    const letter = p.words.find((word) => word.length === 1 && /[A-Z0-9]/.test(word)) ?? 'A';
    return `<rect x="46" y="54" width="112" height="112" rx="12" fill="${p.deep}"/><rect x="40" y="48" width="112" height="112" rx="12" fill="${p.body}"/><rect x="52" y="60" width="88" height="88" rx="8" fill="${p.paper}"/><text x="96" y="132" font-family="Georgia, 'Times New Roman', serif" font-weight="700" font-size="82" text-anchor="middle" fill="${p.deep}">${letter}</text>`;
  },
};

export const hangingHome = ['wallClock', 'mirror', 'hook', 'knob', 'sign', 'chalkboard', 'wickerHeart', 'curtain', 'tile', 'picture', 'magnets', 'thermometer'];
