const SVG = 'http://www.w3.org/2000/svg';

/** A curve of the values, oldest left; decoration beside the figure it belongs to. */
export function sparkline(values, { width = 120, height = 32 } = {}) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'sparkline');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  svg.setAttribute('aria-hidden', 'true');
  if (values.length > 0) {
    const top = Math.max(...values, 1e-9);
    const x = (i) => (values.length === 1 ? width - 3 : 3 + (i * (width - 6)) / (values.length - 1));
    const y = (value) => height - 3 - (value / top) * (height - 6);
    const line = document.createElementNS(SVG, 'polyline');
    line.setAttribute('points', values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' '));
    const end = document.createElementNS(SVG, 'circle');
    end.setAttribute('cx', x(values.length - 1));
    end.setAttribute('cy', y(values.at(-1)));
    end.setAttribute('r', 2.6);
    svg.append(line, end);
  }
  return svg;
}
