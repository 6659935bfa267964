/** Reports the lab's height to the host page, in the message formats that course and site platforms listen for. */

/**
 * @param {Window} host
 * @param {HTMLElement} [body]  as high as its content
 */
export function followHeight(host, body = document.body) {
  let told = 0;
  const tell = () => {
    const height = Math.ceil(body.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    const resize = { src: location.href, context: 'iframe.resize', height };
    host.postMessage({ subject: 'lti.frameResize', height }, '*'); // Canvas and other course platforms
    host.postMessage(resize, '*');
    host.postMessage(JSON.stringify(resize), '*'); // Embedly and compatible sites
  };
  // Sent once per frame, not for each step of the layout.
  new ResizeObserver(() => requestAnimationFrame(tell)).observe(body);
}
