/** The garden, and the picnic in it. */
export const garden = {
  wateringCan: (p) => `<path d="M132 96Q166 88 168 120 168 146 132 146" fill="none" stroke="${p.deep}" stroke-width="9"/><path d="M62 126 34 80 22 84 30 70 48 66 46 76 72 104z" fill="${p.deep}"/><path d="M60 96H138L142 158Q142 166 134 166H64Q56 166 56 158z" fill="${p.body}"/><path d="M66 96C66 64 118 64 118 96" fill="none" stroke="${p.deep}" stroke-width="8"/><path d="M20 96V108M30 100V114" stroke="#7fb2c9" stroke-width="4" stroke-linecap="round"/>`,

  plantPot: (p) => `<path d="M100 98V56" stroke="${p.leafDeep}" stroke-width="6"/><path d="M100 78Q58 80 54 40 96 38 100 78zM100 66Q140 66 144 28 104 28 100 66z" fill="${p.leaf}"/><path d="M100 78Q80 58 66 50M100 66Q118 46 132 38" fill="none" stroke="${p.leafDeep}" stroke-width="3"/><path d="M56 104H144L134 158Q132 166 124 166H76Q68 166 66 158z" fill="${p.body}"/><rect x="48" y="92" width="104" height="20" rx="6" fill="${p.deep}"/>`,

  flowers: (p) => `<path d="M100 164V90M100 164Q70 130 62 92M100 164Q130 130 140 88" fill="none" stroke="${p.leafDeep}" stroke-width="5"/>${[[100, 66, p.main], [60, 82, p.accent], [142, 78, p.accent]].map(([x, y, c]) => `${[0, 72, 144, 216, 288].map((turn) => `<ellipse cx="${x}" cy="${y - 16}" rx="11" ry="15" fill="${c}" transform="rotate(${turn} ${x} ${y})"/>`).join('')}<circle cx="${x}" cy="${y}" r="9" fill="${p.glow}"/>`).join('')}<path d="M100 142Q74 144 70 122 94 118 100 142zM100 150Q128 150 132 126 108 126 100 150z" fill="${p.leaf}"/>`,

  birdHouse: (p) => `<path d="M100 148V170" stroke="${p.woodDeep}" stroke-width="12"/><path d="M54 88 100 48 146 88V150H54z" fill="${p.body}"/><path d="M40 94 100 38 160 94" fill="none" stroke="${p.deeper}" stroke-width="12" stroke-linejoin="round" stroke-linecap="round"/><circle cx="100" cy="104" r="17" fill="#42352c"/><path d="M100 134H116" stroke="${p.woodDeep}" stroke-width="6" stroke-linecap="round"/>`,

  birdCage: (p) => `<circle cx="100" cy="28" r="9" fill="none" stroke="${p.gold}" stroke-width="5"/><path d="M48 158V98C48 20 152 20 152 98V158z" fill="#fff" opacity=".35"/><path d="M48 158V98C48 20 152 20 152 98V158M74 158V60M100 158V40M126 158V60M48 112H152" fill="none" stroke="${p.main}" stroke-width="5"/><rect x="40" y="152" width="120" height="14" rx="6" fill="${p.deep}"/><path d="M70 132Q78 112 98 116 108 106 118 114L128 118 118 122Q116 142 96 140z" fill="${p.accent}"/>`,

  bird: (p) => `<path d="M34 112Q56 98 74 82 100 52 132 72 146 82 144 94L164 104 142 112Q132 156 86 150 58 146 34 112z" fill="${p.body}"/><path d="M74 106Q100 92 118 112 108 134 84 130 76 126 74 106z" fill="${p.deep}"/><circle cx="126" cy="88" r="5" fill="${p.ink}"/><path d="M144 94 164 104 142 110z" fill="${p.gold}"/><path d="M90 150V164M106 150V164" stroke="${p.goldDeep}" stroke-width="5" stroke-linecap="round"/>`,

  hen: (p) => `<path d="M38 96Q54 112 76 104 98 96 106 60H128Q148 62 148 82 154 152 92 152 46 152 38 96z" fill="${p.body}"/><path d="M104 62Q104 46 112 50 116 38 124 48 134 44 130 62z" fill="#cf4b45"/><path d="M142 76 160 82 144 90z" fill="${p.gold}"/><circle cx="126" cy="76" r="4" fill="${p.ink}"/><path d="M64 116Q84 138 108 118" fill="none" stroke="${p.deep}" stroke-width="6" stroke-linecap="round"/><path d="M86 152V166M104 152V166" stroke="${p.goldDeep}" stroke-width="5"/>`,

  tools: (p) => `<path d="M68 34H80V86H68zM120 34H132V80H120z" fill="${p.wood}"/><rect x="62" y="24" width="24" height="36" rx="10" fill="${p.body}"/><rect x="114" y="24" width="24" height="36" rx="10" fill="${p.body}"/><path d="M54 84H94L90 134 74 162 58 134z" fill="${p.metal}"/><path d="M126 78V112M106 110V160M126 110V164M146 110V160M106 112H146" fill="none" stroke="${p.metalDeep}" stroke-width="8" stroke-linecap="round"/>`,

  seeds: (p) => `<rect x="54" y="36" width="92" height="128" rx="6" fill="${p.body}"/><path d="M54 36H146V56L138 50 130 56 122 50 114 56 106 50 98 56 90 50 82 56 74 50 66 56 54 50z" fill="${p.deep}"/><rect x="68" y="70" width="64" height="76" rx="6" fill="${p.paper}"/><path d="M100 138V104" stroke="${p.leafDeep}" stroke-width="5"/><path d="M100 116Q80 116 80 96 98 96 100 116zM100 108Q118 108 120 88 102 88 100 108z" fill="${p.leaf}"/>`,

  bucket: (p) => `<path d="M54 86C54 26 146 26 146 86" fill="none" stroke="${p.metalDeep}" stroke-width="5"/><path d="M50 84H150L138 158Q137 166 128 166H72Q63 166 62 158z" fill="${p.body}"/><ellipse cx="100" cy="84" rx="50" ry="11" fill="${p.deep}"/><path d="M57 122H143" stroke="${p.deep}" stroke-width="5" opacity=".7"/>`,

  deckchair: (p) => `<path d="M52 160 132 44M148 160 86 100" stroke="${p.woodDeep}" stroke-width="8" stroke-linecap="round"/><path d="M124 44 152 54 92 138 52 128z" fill="${p.body}"/><path d="M112 56H162M40 132H100" stroke="${p.wood}" stroke-width="8" stroke-linecap="round"/>`,

  picnic: (p) => `<path d="M62 94C62 44 138 44 138 94" fill="none" stroke="${p.woodDeep}" stroke-width="8"/><rect x="34" y="92" width="132" height="74" rx="8" fill="${p.wood}"/><path d="M34 112H166M34 130H166M34 148H166" stroke="${p.woodDeep}" stroke-width="4" stroke-dasharray="14 8"/><path d="M30 84H100V104L90 116 80 104 68 116 56 104 44 116 30 104z" fill="${p.body}"/><path d="M100 84H170V98H100z" fill="${p.woodDeep}"/>`,

  gloves: (p) => `<path d="M34 164V116Q28 74 40 74 48 74 50 100 50 50 60 50 68 50 68 98 70 44 80 46 88 48 84 100 92 82 100 88 106 96 92 122V164z" fill="${p.body}"/><path d="M166 164V116Q172 74 160 74 152 74 150 100 150 50 140 50 132 50 132 98 130 44 120 46 112 48 116 100 108 82 100 88 94 96 108 122V164z" fill="${p.accent}"/><rect x="30" y="144" width="66" height="22" rx="6" fill="${p.deep}"/><rect x="104" y="144" width="66" height="22" rx="6" fill="${p.accentDeep}"/>`,

  butterfly: (p) => `<path d="M100 96C48 26 18 66 44 98 18 118 40 166 100 116 160 166 182 118 156 98 182 66 152 26 100 96z" fill="${p.body}"/><path d="M100 96C70 56 44 70 56 92 76 100 92 100 100 104 108 100 124 100 144 92 156 70 130 56 100 96z" fill="${p.deep}" opacity=".7"/><rect x="95" y="76" width="10" height="62" rx="5" fill="${p.ink}"/><path d="M98 78Q88 58 78 56M102 78Q112 58 122 56" fill="none" stroke="${p.ink}" stroke-width="3" stroke-linecap="round"/>`,
};

export const hangingGarden = ['butterfly'];
