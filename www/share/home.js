/** Who finds the page that links lead to. */

/** Names by which a computer calls itself. */
const OWN_NAME = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Whether only this computer finds what is at an address. @param {string} address */
export function isLocal(address) {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'file:' || OWN_NAME.test(hostname);
}
