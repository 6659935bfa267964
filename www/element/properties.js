/** Properties of <init-lab> and their attributes. */
import { SINGLE, fromText } from './attributes.js';
import { DEFAULT_PRESET } from '../experiment/catalogue.js';
import { LARGEST_TEXT, jsonFrom } from '../experiment/notation.js';
import { same } from '../experiment/object.js';

/** @param {any} a @param {any} b */
function differ(a, b) {
  try {
    return !same(a, b);
  } catch {
    return true; // cyclic or nested too deeply: the core refuses it and explains why
  }
}

/** @param {string | null} text JSON; other text is returned unchanged, so that it is reported where the value is used */
function experimentFrom(text) {
  if (text === null || text.trim() === '') return null;
  try {
    return text.length > LARGEST_TEXT ? text : jsonFrom(text);
  } catch {
    return text;
  }
}

/** Names of the properties that set single fields of the experiment. */
export const FIELD_KEYS = SINGLE.map(({ key }) => key);

/** One property per experiment field. */
const fieldProperties = Object.fromEntries(
  SINGLE.map((property) => [
    property.key,
    {
      attribute: property.attribute,
      converter: { fromAttribute: (/** @type {string | null} */ text) => fromText(property, text) },
      hasChanged: differ,
    },
  ]),
);

/** Attributes by the property's name in lower case, which is what HTML makes of `learningRate`. */
const UNHYPHENED = new Map(SINGLE.map(({ key, attribute }) => [key.toLowerCase(), attribute]));

/** @param {typeof import('lit').LitElement} Base */
export function withProperties(Base) {
  class WithProperties extends Base {
    static get observedAttributes() {
      return [...super.observedAttributes, ...UNHYPHENED.keys()];
    }

    /** @param {string} name @param {string | null} old @param {string | null} value */
    attributeChangedCallback(name, old, value) {
      super.attributeChangedCallback(UNHYPHENED.get(name) ?? name, old, value);
    }

    static properties = {
      preset: { type: String },
      experiment: { converter: { fromAttribute: experimentFrom }, hasChanged: differ },
      theme: { type: String },
      loading: { type: String },
      autoplay: { type: String },
      home: { type: String },
      views: { hasChanged: differ },
      hide: { hasChanged: differ },
      alt: { type: String },
      ...fieldProperties,
    };

    constructor() {
      super();
      this.preset = DEFAULT_PRESET;
      /** @type {any} */
      this.experiment = null;
      /** @type {'auto' | 'light' | 'dark' | 'projector'} */
      this.theme = 'auto';
      /** @type {'eager' | 'lazy'} */
      this.loading = 'eager';
      /** Whether it plays once when half of it is seen. @type {'never' | 'seen'} */
      this.autoplay = 'never';
      /** The page that links to the experiment lead to. Null: the page beside the script. @type {string | null} */
      this.home = null;
      /** Names of views, as a text or a list. Null: all. @type {string | string[] | null} */
      this.views = null;
      /** Names of hidden parts, as a text or a list. @type {string | string[] | null} */
      this.hide = null;
      /** Accessible name of the figure. Null: the preset's title. @type {string | null} */
      this.alt = null;
      for (const key of FIELD_KEYS) /** @type {any} */ (this)[key] = null;
    }
  }

  // Frameworks set the property with an attribute's name if the element has one. So the property for data-… attributes
  // also accepts the data set's name.
  Object.defineProperty(WithProperties.prototype, 'dataset', {
    configurable: true,
    enumerable: true,
    get() {
      return Reflect.get(HTMLElement.prototype, 'dataset', this);
    },
    set(name) {
      this.datasetName = name;
    },
  });

  return WithProperties;
}
