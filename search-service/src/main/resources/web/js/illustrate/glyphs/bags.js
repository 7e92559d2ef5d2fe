/** Bags, and what one carries along. */
export const bags = {
  tote: (p) => `<path d="M68 78C68 34 132 34 132 78" fill="none" stroke="${p.deep}" stroke-width="7" stroke-linecap="round"/>
    <path d="M50 74H150L158 160Q158 166 152 166H48Q42 166 42 160z" fill="${p.body}"/>
    <path d="M50 74H150L151 84H49z" fill="${p.deep}"/><path d="M132 84H151L158 160Q158 166 152 166H140z" opacity=".09"/>`,

  lunchBag: (p) => `<path d="M80 54C80 34 120 34 120 54" fill="none" stroke="${p.deep}" stroke-width="6" stroke-linecap="round"/>
    <path d="M58 66 66 52H134L142 66V158Q142 166 134 166H66Q58 166 58 158z" fill="${p.body}"/>
    <path d="M58 66 66 52H134L142 66z" fill="${p.deep}"/><rect x="92" y="60" width="16" height="14" rx="4" fill="${p.onMain}"/>
    <path d="M124 66H142V158Q142 166 134 166H124z" opacity=".09"/>`,

  handbag: (p) => `<path d="M66 92C60 42 140 42 134 92" fill="none" stroke="${p.deeper}" stroke-width="7"/>
    <path d="M52 86H148Q166 130 152 164H48Q34 130 52 86z" fill="${p.body}"/>
    <path d="M52 86H148Q150 118 100 118 50 118 52 86z" fill="${p.deep}" opacity=".85"/><circle cx="100" cy="118" r="7" fill="${p.gold}"/>`,

  purse: (p) => `<path d="M46 96Q100 60 154 96L160 140Q156 164 100 164 44 164 40 140z" fill="${p.body}"/>
    <path d="M46 98Q100 62 154 98" fill="none" stroke="${p.gold}" stroke-width="9" stroke-linecap="round"/>
    <circle cx="93" cy="74" r="7" fill="${p.goldDeep}"/><circle cx="107" cy="74" r="7" fill="${p.gold}"/>`,

  backpack: (p) => `<path d="M84 48C84 32 116 32 116 48" fill="none" stroke="${p.deeper}" stroke-width="6"/>
    <path d="M56 82C56 32 144 32 144 82V156Q144 166 134 166H66Q56 166 56 156z" fill="${p.body}"/>
    <rect x="68" y="108" width="64" height="44" rx="10" fill="${p.deep}"/><path d="M68 122H132" stroke="${p.onMain}" stroke-width="3"/>
    <rect x="96" y="118" width="8" height="14" rx="3" fill="${p.gold}"/>`,

  lunchBox: (p) => `<path d="M78 80V64Q78 56 86 56H114Q122 56 122 64V80" fill="none" stroke="${p.deeper}" stroke-width="7"/>
    <rect x="36" y="78" width="128" height="88" rx="14" fill="${p.body}"/><path d="M36 116H164" stroke="${p.deep}" stroke-width="4"/>
    <rect x="60" y="108" width="14" height="18" rx="4" fill="${p.metal}"/><rect x="126" y="108" width="14" height="18" rx="4" fill="${p.metal}"/>`,

  wallet: (p) => `<rect x="38" y="82" width="124" height="82" rx="9" fill="${p.deep}"/><rect x="38" y="90" width="124" height="74" rx="9" fill="${p.body}"/>
    <rect x="52" y="70" width="86" height="30" rx="5" fill="${p.paper}"/><path d="M38 100H162V155Q162 164 153 164H47Q38 164 38 155z" fill="${p.body}"/>
    <path d="M132 120H162V142H132Q122 131 132 120z" fill="${p.deep}"/><circle cx="139" cy="131" r="5" fill="${p.gold}"/>`,

  umbrella: (p) => `<path d="M100 44V146Q100 164 114 164 126 164 126 150" fill="none" stroke="${p.woodDeep}" stroke-width="6" stroke-linecap="round"/>
    <path d="M26 108C30 26 170 26 174 108Q156 92 137 108 118 92 100 108 82 92 63 108 44 92 26 108z" fill="${p.body}"/>
    <path d="M100 42Q70 64 63 108M100 42Q130 64 137 108" fill="none" stroke="${p.deep}" stroke-width="2.5"/><circle cx="100" cy="42" r="5" fill="${p.deep}"/>`,

  hotWaterBottle: (p) => `<rect x="84" y="34" width="32" height="16" rx="5" fill="${p.deeper}"/><path d="M86 48H114L118 66Q150 70 150 98V142Q150 166 126 166H74Q50 166 50 142V98Q50 70 82 66z" fill="${p.body}"/>
    <path d="M126 68Q150 74 150 98V142Q150 166 126 166z" opacity=".08"/>${p.emblem(100, 116, 34, p.onMain)}`,

  luggageTag: (p) => `<path d="M100 26V52" stroke="${p.woodDeep}" stroke-width="5" stroke-linecap="round"/><path d="M74 62 88 46H112L126 62V156Q126 164 118 164H82Q74 164 74 156z" fill="${p.body}" transform="rotate(8 100 105)"/>
    <circle cx="104" cy="62" r="6" fill="${p.wall}"/><rect x="82" y="92" width="38" height="46" rx="4" fill="${p.paper}" transform="rotate(8 100 105)"/>
    <path d="M86 106H110M85 117H109M84 128H100" stroke="${p.paperDeep}" stroke-width="4" stroke-linecap="round"/>`,
};
