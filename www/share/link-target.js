/** The page that links lead to, and who finds it. */
import { fields } from '../experiment/catalogue.js';
import { fromLink } from '../experiment/link.js';

/**
 * An address without what its query says of an experiment: the link says that behind #. What else stands there is the page's own, such as
 * what of a lab is shown.
 * @param {string} address
 */
export function pageOf(address) {
  const url = new URL(address);
  url.hash = '';
  if (url.search) url.search = new URLSearchParams(fromLink(url.search, fields).rest).toString();
  return url.href;
}

/** Names by which a computer calls itself. */
const OWN_NAME = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Whether only this computer finds what is at an address. @param {string} address */
export function isLocal(address) {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'file:' || OWN_NAME.test(hostname);
}
