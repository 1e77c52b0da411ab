// A script in a site asks for globals that the site may or may not have: consent platforms put theirs on `window`.
interface Window {
  [name: string]: any;
}

// Of browsers that render pages ahead.
interface PerformanceEntry {
  activationStart?: number;
}
