/** The target page of links and whether others can reach it. */
import { fields } from '../experiment/catalogue.js';
import { fromLink } from '../experiment/read-link.js';

/**
 * An address without the experiment in its query: the link carries that after #. Other parameters, such as those that
 * hide parts of the lab, stay.
 * @param {string} address
 */
export function pageOf(address) {
  const url = new URL(address);
  url.hash = '';
  if (url.search) url.search = new URLSearchParams(fromLink(url.search, fields).rest).toString();
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
