// SHA-256 (FIPS 180-4) of a text in UTF-8, as 64 hexadecimal digits. A page opened from a disk has no crypto.subtle in every browser.
"use strict";
const sha256 = (() => {
  const constants = new Uint32Array(64);
  const start = new Uint32Array(8);
  const fraction = (x) => (x - Math.floor(x)) * 4294967296;
  for (let n = 2, i = 0; i < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (i < 8) start[i] = fraction(Math.sqrt(n));
    constants[i++] = fraction(Math.cbrt(n));
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function block(state, view, at, w) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const x = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i]) | 0;
      const y = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + x) | 0; d = c; c = b; b = a; a = (x + y) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] += x; });
  }

  return (text) => {
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const state = Uint32Array.from(start), w = new Uint32Array(64);
    for (let at = 0; at < padded.length; at += 64) block(state, view, at, w);
    return Array.from(state, (x) => x.toString(16).padStart(8, "0")).join("");
  };
})();
