/** The target page of links and whether others can reach it. */
import { fields } from '../experiment/catalogue.js';
import { isAdded } from '../experiment/passed-on.js';
import { fromLink } from '../experiment/read-link.js';

/**
 * An address without the experiment in its query, which the link carries after #, and without what was added on the way,
 * such as the token of a Jupyter session. Other parameters, such as those that hide parts of the lab, stay.
 * @param {string} address
 */
export function pageOf(address) {
  const url = new URL(address);
  url.hash = '';
  if (url.search) {
    const own = fromLink(url.search, fields).rest.filter(([name]) => !isAdded(name));
    url.search = new URLSearchParams(own).toString();
  }
  return url.href;
}

/** Host names of the local computer. */
const OWN_NAME = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Whether an address works only on this computer. @param {string} address */
export function isLocal(address) {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'file:' || OWN_NAME.test(hostname);
}
