'use client';

import { useEffect } from 'react';

/** The script is loaded in the browser alone: a server has no custom elements. */
export default function Lab(attributes) {
  useEffect(() => {
    import('init-lab/element');
  }, []);
  return <init-lab preset="notebook" {...attributes}></init-lab>;
}
