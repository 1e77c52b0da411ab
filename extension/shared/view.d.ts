/** What the background answers with, for the type checker alone. The source is `src/report/view/mod.rs`. */
export interface View {
  /** The number of the tab that it is about; only where the view is the whole answer. */
  tab?: number | null;
  /** Whether the charter is still to be asked for: then the question is to be put again for the rest. */
  more?: boolean;
  /** The language of every sentence. */
  language: string;
  /** The host of the visited page. */
  site: string;
  /** `address` is the page that the act `open` opens. */
  state: { id: string; sentence: string | null; acts: string[]; address: string | null };
  verdict: string;
  counts: { id: string; value: number | null; label: string }[];
  weights: { id: string; value: number | null; label: string }[];
  groups: Group[];
  charters: { sentence: string; address: string | null; file: string | null; sha256: string; fingerprint?: string }[];
  /** What the audit rests on. */
  evidence: { label: string; address: string | null; value: string }[];
  missing: string[];
  /** `unknown`, `before`, `accepted` or `refused`. */
  stage: string;
  /** The stages that can be withdrawn. */
  recorded: string[];
  /** The times of the visit by consent stage, each with its last second, the first one first. */
  spans: { until: number; stage: string }[];
  /** What differs between the consent stages that were seen; `null` where there was only one. */
  stages: { sentence: string; columns: string[]; rows: { name: string; host: string | null; at: { id: string; label: string }[] }[] } | null;
}

export interface Group {
  id: string;
  title: string;
  rows: Row[];
}

export interface Row {
  /** `raised`, `noted`, `third`, `kept` or `quiet`. */
  mark: string;
  name: string;
  host: string | null;
  sentence: string;
  /** The same with what is quoted in it cut short. */
  brief: string;
  chip: string | null;
  /** What the chip means; `null` where it speaks for itself. */
  hint: string | null;
  findings: Found[];
  says: { quote: string | null; language?: string | null; sentence: string; source: string | null; link: string | null } | null;
  /** What stands above `holds`. */
  heading: string;
  holds: [string, string][];
  /** The words of the trade in `holds` that are explained below it; not in what an earlier version remembered. */
  terms?: string[];
}

export interface Found {
  rule: string;
  cookie: string;
  domain: string;
  severity: string;
  /** The severity in a word. */
  weight: string;
  title: string;
  observed: string;
  why: string;
  advice: string;
  owner: string;
  /** What makes it the same finding at another visit. */
  id: string;
  judgement: { opinion: 'accepted' | 'disputed' | null; note: string; sentence: string } | null;
}

/** The answer to `settings`. */
export interface Settings {
  /** When charters are read. */
  mode: 'click' | 'browse';
  /** `null` is the browser's own. */
  language: string | null;
  /** Charters read and names seen are remembered on this computer. */
  keep: boolean;
  /** The addresses the person pointed to. */
  charters: { site: string; address: string }[];
  /** The kept audits. */
  kept: { audits: number; bytes: number; most: number };
}

/** The answer to `history`, `delete` and `import`. The source is `src/report/history/view.rs`. */
export interface History {
  audits: { id: string; site: string; at: number; circumstances: string[]; verdict: string; whole: boolean; bytes: number }[];
  bytes: number;
  most: number;
  said: string | null;
  done: Done;
}

/** How much of what was asked was done. */
export type Done = 'wholly' | 'partly' | 'not';

/** The answer to `difference`. The source is `src/report/difference/view.rs`. */
export interface Difference {
  site: string;
  moments: [number, number];
  sentence: string;
  /** That the audits were made at different consent stages; `null` where they were not. */
  stages: string | null;
  page: string;
  groups: { id: string; title: string; rows: { change: string; said: string; name: string; host: string | null; before: string | null; after: string | null }[] }[];
}

/** The answer to `report`. */
export interface ReportAnswer {
  view: View;
  /** The report that the command line writes as JSON (`src/report/mod.rs`). */
  report: any;
  /** The version of the extension. */
  extension: string;
}

export interface Failure {
  id: string;
  sentence: string;
}
