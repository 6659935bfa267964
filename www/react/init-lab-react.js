'use client';
/**
 * <init-lab> for React. React writes attributes while a server renders, and sets no properties while it hydrates; here, every
 * prop becomes a property in an effect, so that the first load and a later one are the same.
 */
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from 'react';

/** The element's own events, by the prop that hears each. @type {Record<string, string>} */
const EVENTS = {
  onLoad: 'load',
  onChange: 'change',
  onProgress: 'progress',
  onFinish: 'finish',
  onError: 'error',
  onSweepProgress: 'sweep-progress',
  onSweepFinish: 'sweep-finish',
};

/** Props that React renders itself: the same on a server. */
const RENDERED =
  /^(children|className|id|style|hidden|title|lang|slot|role|tabIndex|key|suppressHydrationWarning|(data|aria)-.*|on[A-Z].*)$/;

/**
 * Sets properties, and gives back their former values to those that are no longer given.
 * @param {any} lab  the element, also before it is defined: it takes properties over
 * @param {Record<string, unknown>} given
 * @param {Map<string, unknown>} former  values before they were first given
 */
function assign(lab, given, former) {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!former.has(name)) former.set(name, lab[name]);
    lab[name] = value;
  }
  for (const [name, value] of former)
    if (given[name] === undefined) {
      former.delete(name);
      if (value !== undefined) lab[name] = value;
      else if (name in FALLBACK) lab[name] = FALLBACK[name];
      else lab[name] = null;
    }
}

/** Defaults of properties that are not null, for those that were given before the element was defined. @type {Record<string, string>} */
const FALLBACK = { preset: 'notebook', theme: 'auto', loading: 'eager', autoplay: 'never' };

/**
 * Attributes of an element that React does not know, as React 18 and later ones write them: 18 writes the names and values
 * of props as they are.
 * @param {Record<string, any>} props
 */
function attributes({ className, hidden, ...others }) {
  return {
    ...others,
    ...(className === undefined ? {} : { class: className }),
    ...(hidden ? { hidden: true } : {}),
  };
}

/** @param {Record<string, any>} props @param {import('react').ForwardedRef<any>} ref  of the element: React 18 hands it over beside the props */
function Lab(props, ref) {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const former = useRef(new Map());
  const latest = useRef(props);
  useImperativeHandle(ref, () => element.current, []);

  const names = Object.keys(props).filter((name) => !(name in EVENTS));
  const chosen = (/** @type {boolean} */ rendered) =>
    Object.fromEntries(names.filter((name) => RENDERED.test(name) === rendered).map((name) => [name, props[name]]));

  useEffect(() => {
    latest.current = props;
    // The name of the attribute is the name of another property, which cannot be set.
    const { dataset, ...given } = chosen(false);
    assign(element.current, dataset === undefined ? given : { ...given, datasetName: dataset }, former.current);
  });

  useEffect(() => {
    const lab = /** @type {HTMLElement} */ (element.current);
    const ended = new AbortController();
    for (const [prop, name] of Object.entries(EVENTS))
      lab.addEventListener(name, (event) => latest.current[prop]?.(event), { signal: ended.signal });
    // In the browser alone: a server has no custom elements.
    import('../element/init-lab-element.js');
    return () => ended.abort();
  }, []);

  return createElement('init-lab', { ...attributes(chosen(true)), ref: element });
}
Lab.displayName = 'InitLab';

export const InitLab = forwardRef(Lab);
