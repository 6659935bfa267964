/** Tells the page around of the height that the lab takes, in the words that courses and sites listen for. */

/**
 * @param {Window} host
 * @param {HTMLElement} [body]  which is as high as what is in it
 */
export function followHeight(host, body = document.body) {
  let told = 0;
  const tell = () => {
    const height = Math.ceil(body.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    const resize = { src: location.href, context: 'iframe.resize', height };
    host.postMessage({ subject: 'lti.frameResize', height }, '*'); // Canvas and other courses
    host.postMessage(resize, '*');
    host.postMessage(JSON.stringify(resize), '*'); // Embedly, and who follows it
  };
  // Told when the browser draws, not for each step of what is being built.
  new ResizeObserver(() => requestAnimationFrame(tell)).observe(body);
}
