// Which borders are dashed: what two states, or a state and those who hold a part of it, do not
// agree on. Natural Earth's own layer of disputed lines is in no package, hence this table: pairs of
// names in Natural Earth's countries, with the frame (west, south, east, north) in which the
// border between them is disputed where that is not all of it.
const ALL = [-180, -90, 180, 90];
const PAIRS = [
  ["China", "India", ALL],
  ["China", "Pakistan", ALL],
  ["India", "Pakistan", [73, 32.4, 81, 37]],
  ["India", "Siachen Glacier", ALL],
  ["Pakistan", "Siachen Glacier", ALL],
  ["China", "Siachen Glacier", ALL],
  ["Bhutan", "China", ALL],
  ["Israel", "Palestine", ALL],
  ["Israel", "Syria", ALL],
  ["Israel", "Lebanon", ALL],
  ["Morocco", "W. Sahara", ALL],
  ["Algeria", "W. Sahara", ALL],
  ["Mauritania", "W. Sahara", ALL],
  ["Cyprus", "N. Cyprus", ALL],
  ["Cyprus", "Cyprus U.N. Buffer Zone", ALL],
  ["Cyprus U.N. Buffer Zone", "N. Cyprus", ALL],
  ["Kosovo", "Serbia", ALL],
  ["Somalia", "Somaliland", ALL],
  ["Ethiopia", "Somaliland", ALL],
  ["Djibouti", "Somaliland", ALL],
  ["Ethiopia", "Somalia", [42, 4.7, 48.1, 8.1]],
  ["Eritrea", "Ethiopia", ALL],
  ["Russia", "Ukraine", [32, 44, 36.8, 46.4]],
  ["Egypt", "Sudan", [33, 21, 38, 24]],
  ["S. Sudan", "Sudan", ALL],
  ["Kenya", "S. Sudan", ALL],
  ["Ethiopia", "S. Sudan", [35, 4.4, 36.2, 5.7]],
  ["North Korea", "South Korea", ALL],
  ["Guyana", "Venezuela", ALL],
  ["Guyana", "Suriname", [-58, 1.5, -55.8, 3.6]],
  ["Belize", "Guatemala", ALL],
  ["Argentina", "Chile", [-74, -50.7, -72.2, -48.8]],
  ["Burundi", "Rwanda", [29.9, -2.4, 30.4, -2]],
  ["Kyrgyzstan", "Tajikistan", ALL],
  ["Kyrgyzstan", "Uzbekistan", [70.9, 39.4, 71.8, 40.3]],
  ["Armenia", "Azerbaijan", ALL],
  ["Cambodia", "Thailand", [102.5, 14, 105.3, 14.6]],
];

const TABLE = new Map();
for (const [a, b, frame] of PAIRS) {
  const key = `${a}|${b}`;
  TABLE.set(key, [...(TABLE.get(key) ?? []), frame]);
}

// Whether the border of two countries, named in order, is disputed at a point of it.
export function isDisputed(pair, [x, y]) {
  const frames = TABLE.get(pair.join("|")) ?? [];
  return frames.some(([west, south, east, north]) => west <= x && x <= east && south <= y && y <= north);
}

// Provinces whose every border is dashed, by country and name in the data: held by others than the
// state that they are drawn in.
export const DISPUTED_PROVINCES = new Set(["GEO Abkhazia"]);
