/** What stands in for the element in Node, where frameworks import it to render a page: a server has no custom elements, so nothing is defined. */
export class InitLab {}
