/** Replaces the element in Node, for server-side rendering. A server has no custom elements, so this module defines nothing. */
export class InitLab {}
