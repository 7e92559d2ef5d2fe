// usearch from npm as a contender of `limpet bench index`; says and answers what Contender.java does.

import { openSync, readSync, fstatSync, closeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const [folder, dimensionsText, mText, constructionText, modules] = process.argv.slice(2);
const { Index } = createRequire(modules + "/")("usearch");
const dimensions = Number(dimensionsText);

function bytes(name) {
  const file = openSync(`${folder}/${name}`, "r");
  const all = new Uint8Array(fstatSync(file).size);
  for (let at = 0; at < all.length; ) {
    at += readSync(file, all, at, Math.min(1 << 30, all.length - at));
  }
  closeSync(file);
  return all.buffer;
}

const vectors = new Float32Array(bytes("vectors"));
const queries = new Float32Array(bytes("queries"));
const best = new Int32Array(bytes("best"));
const rows = vectors.length / dimensions;
const asked = queries.length / dimensions;
const wanted = best.length / asked;
const query = (i) => queries.subarray(i * dimensions, (i + 1) * dimensions);

// The width of a search is set when an index is made: each width is one that is read from what was built.
const saved = `${folder}/usearch.index`;
const settings = (ef) => ({
  metric: "ip",
  connectivity: Number(mText),
  dimensions,
  quantization: "f32",
  expansion_add: Number(constructionText),
  expansion_search: ef,
  multi: false,
});
const began = performance.now();
const first = new Index(settings(64));
for (let row = 0; row < rows; row++) {
  first.add(BigInt(row), vectors.subarray(row * dimensions, (row + 1) * dimensions));
}
console.log(`built ${((performance.now() - began) / 1000).toFixed(2)}`);
first.save(saved);

let index = first;
let width = 64;
function ofWidth(ef) {
  if (ef !== width) {
    index = new Index(settings(ef));
    index.load(saved);
    width = ef;
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const [command, kText, efText, millis] = line.split(" ");
  const k = Number(kText);
  ofWidth(Number(efText));
  if (command === "recall") {
    let found = 0;
    for (let i = 0; i < asked; i++) {
      const top = new Set(best.subarray(i * wanted, i * wanted + k));
      for (const key of index.search(query(i), k, 1).keys) {
        found += top.has(Number(key)) ? 1 : 0;
      }
    }
    console.log((found / k / asked).toFixed(5));
  } else {
    const micros = [];
    const from = performance.now();
    while (performance.now() - from < Number(millis)) {
      const start = performance.now();
      index.search(query(micros.length % asked), k, 1);
      micros.push((performance.now() - start) * 1000);
    }
    const took = (performance.now() - from) / 1000;
    micros.sort((a, b) => a - b);
    const at = (share) => micros[Math.floor(micros.length * share)].toFixed(1);
    console.log(`${(micros.length / took).toFixed(1)} ${at(0.5)} ${at(0.99)}`);
  }
});
