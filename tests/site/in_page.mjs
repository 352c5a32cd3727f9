// What runs inside of pages: each function stands for itself, as its text is what gets there.

// Elements, attributes and addresses that could run or fetch something, and that no page of ours has.
export function foreign() {
  const own = ['HTML', 'HEAD', 'META', 'TITLE', 'LINK', 'SCRIPT'];
  const banned =
    'iframe, frame, object, embed, applet, base, style, template, audio, video, portal, marquee, ' +
    'foreignObject, animate, set, animateTransform, animateMotion, [style], [srcdoc], [formaction], [ping], [xml\\:base]';
  const found = [...document.querySelectorAll(banned)].map((element) => element.outerHTML.slice(0, 200));
  for (const element of document.querySelectorAll('*')) {
    const outline = element.cloneNode(false).outerHTML.slice(0, 200);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(outline);
      if (!/^(xlink:)?href$|^src$|^action$|^data$|^cite$|^poster$/i.test(name)) continue;
      // As a browser reads addresses: without controls, in any case.
      const address = value.replace(/[\0-\x20]/g, '').toLowerCase();
      const scheme = address.match(/^([a-z][a-z0-9+.-]*):/)?.[1];
      if (scheme && !['http', 'https', 'mailto'].includes(scheme)) found.push(outline);
      if (scheme && element.localName !== 'a') found.push(outline);
      if (address.startsWith('//') || address.startsWith('\\')) found.push(outline);
    }
    if (element.localName === 'script' && (element.textContent || !element.hasAttribute('src')))
      found.push(outline);
    if (document.body.contains(element) && own.includes(element.tagName)) found.push(outline);
  }
  return found;
}

// The places that a page has, and the addresses that it leads to: of links in drawings too.
export function places() {
  return {
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    hrefs: [...document.querySelectorAll('a[href]')].map(
      (link) => new URL(link.getAttribute('href'), document.baseURI).href
    ),
  };
}

// Whether the ground is dark and the ink is dark, and both as text.
export function darkness() {
  const luminance = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = '#fff';
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  };
  const body = getComputedStyle(document.body);
  const html = getComputedStyle(document.documentElement);
  const isClear = (color) => color === 'rgba(0, 0, 0, 0)' || color === 'transparent';
  const ground = isClear(body.backgroundColor) ? html.backgroundColor : body.backgroundColor;
  return {
    ground: luminance(ground) < 0.3,
    ink: luminance(body.color) < 0.4,
    text: `${body.color} on ${ground}`,
  };
}

// Nothing, or what makes the page wider than its window.
export function widest() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  // What scrolls by itself does not make the page wide.
  const scrolls = (element) =>
    element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
  const wide = [...document.querySelectorAll('main *, header *, footer *')]
    .filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element.parentElement)
    )
    .slice(0, 3)
    .map((element) => element.cloneNode(false).outerHTML.slice(0, 120));
  return [`${scrollWidth} wide in ${clientWidth}: ${wide.join(' ')}`];
}

// The element that has the focus: how to tell it, and whether one can see that it has it.
export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    tag: element.localName,
    id: element.id,
    className: element.getAttribute('class') ?? '',
    href: element.getAttribute('href'),
    within: ['nav', 'form', 'tbody', 'main'].filter((name) => element.closest(name)),
    isMarked: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none',
    isInView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
  };
}
