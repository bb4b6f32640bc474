// @ts-check
/**
 * Converts between WGS84 degrees and metres on the British National Grid and the Irish Grid, exact to a few metres: enough
 * for fixtures that look right on a map. Published formulas: transverse Mercator projection and a Helmert transformation.
 */

const wgs84 = { a: 6378137, b: 6356752.314245 };

const grids = {
  BritishNationalGrid: {
    ellipsoid: { a: 6377563.396, b: 6356256.909 },
    shift: { x: -446.448, y: 125.157, z: -542.06, ppm: 20.4894, rx: -0.1502, ry: -0.247, rz: -0.8421 },
    scale: 0.9996012717,
    latitude0: 49,
    longitude0: -2,
    easting0: 400000,
    northing0: -100000,
  },
  IrishGrid: {
    ellipsoid: { a: 6377340.189, b: 6356034.448 },
    shift: { x: -482.53, y: 130.596, z: -564.557, ppm: -8.15, rx: 1.042, ry: 0.214, rz: 0.631 },
    scale: 1.000035,
    latitude0: 53.5,
    longitude0: -8,
    easting0: 200000,
    northing0: 250000,
  },
};

const radians = (degrees) => (degrees * Math.PI) / 180;

/** To the grid's own datum, through earth-centred coordinates. */
function shiftDatum(latitude, longitude, { ellipsoid, shift }) {
  const [phi, lambda] = [radians(latitude), radians(longitude)];
  const squared = 1 - wgs84.b ** 2 / wgs84.a ** 2;
  const nu = wgs84.a / Math.sqrt(1 - squared * Math.sin(phi) ** 2);
  const x = nu * Math.cos(phi) * Math.cos(lambda);
  const y = nu * Math.cos(phi) * Math.sin(lambda);
  const z = (1 - squared) * nu * Math.sin(phi);
  const [rx, ry, rz] = [shift.rx, shift.ry, shift.rz].map((seconds) => radians(seconds / 3600));
  const s = 1 + shift.ppm / 1e6;
  const x2 = shift.x + x * s - y * rz + z * ry;
  const y2 = shift.y + x * rz + y * s - z * rx;
  const z2 = shift.z - x * ry + y * rx + z * s;
  const e2 = 1 - ellipsoid.b ** 2 / ellipsoid.a ** 2;
  const p = Math.hypot(x2, y2);
  let turned = Math.atan2(z2, p * (1 - e2));
  for (let round = 0; round < 8; round++) {
    const nu2 = ellipsoid.a / Math.sqrt(1 - e2 * Math.sin(turned) ** 2);
    turned = Math.atan2(z2 + e2 * nu2 * Math.sin(turned), p);
  }
  return [turned, Math.atan2(y2, x2)];
}

/** From degrees to metres on the grid: [easting, northing]. */
export function toGrid(latitude, longitude, name) {
  const grid = grids[name];
  const [phi, lambda] = shiftDatum(latitude, longitude, grid);
  const { a, b } = grid.ellipsoid;
  const phi0 = radians(grid.latitude0);
  const e2 = 1 - b ** 2 / a ** 2;
  const n = (a - b) / (a + b);
  const [sin, cos, tan] = [Math.sin(phi), Math.cos(phi), Math.tan(phi)];
  const nu = (a * grid.scale) / Math.sqrt(1 - e2 * sin ** 2);
  const rho = (a * grid.scale * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5;
  const eta2 = nu / rho - 1;
  const [minus, plus] = [phi - phi0, phi + phi0];
  const meridian =
    b *
    grid.scale *
    ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * minus -
      (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(minus) * Math.cos(plus) +
      (1.875 * n ** 2 + 1.875 * n ** 3) * Math.sin(2 * minus) * Math.cos(2 * plus) -
      (35 / 24) * n ** 3 * Math.sin(3 * minus) * Math.cos(3 * plus));
  const d = lambda - radians(grid.longitude0);
  const northing =
    grid.northing0 +
    meridian +
    (nu / 2) * sin * cos * d ** 2 +
    (nu / 24) * sin * cos ** 3 * (5 - tan ** 2 + 9 * eta2) * d ** 4 +
    (nu / 720) * sin * cos ** 5 * (61 - 58 * tan ** 2 + tan ** 4) * d ** 6;
  const easting =
    grid.easting0 +
    nu * cos * d +
    (nu / 6) * cos ** 3 * (nu / rho - tan ** 2) * d ** 3 +
    (nu / 120) * cos ** 5 * (5 - 18 * tan ** 2 + tan ** 4 + 14 * eta2 - 58 * tan ** 2 * eta2) * d ** 5;
  return [easting, northing];
}

/**
 * From metres to degrees, by Newton's method on {@link toGrid}: the degrees, and how they change per metre east and north
 * ([lat per east, lat per north, lon per east, lon per north]).
 */
export function fromGrid(easting, northing, name) {
  let [latitude, longitude] = name === 'IrishGrid' ? [54.6, -6.5] : [53, -2];
  let slope = [0, 0, 0, 0];
  for (let round = 0; round < 12; round++) {
    const step = 1e-4;
    const [e, n] = toGrid(latitude, longitude, name);
    const [eLat, nLat] = toGrid(latitude + step, longitude, name);
    const [eLon, nLon] = toGrid(latitude, longitude + step, name);
    const [a, b, c, d] = [(eLat - e) / step, (eLon - e) / step, (nLat - n) / step, (nLon - n) / step];
    const determinant = a * d - b * c;
    slope = [d / determinant, -b / determinant, -c / determinant, a / determinant];
    latitude += slope[0] * (easting - e) + slope[1] * (northing - n);
    longitude += slope[2] * (easting - e) + slope[3] * (northing - n);
  }
  return { latitude, longitude, slope };
}
