package io.mediarouter.harness.scenario.load;

/** What a request of a mix is for. */
public enum RequestKind {
  /** A stored rendition, whole. */
  STORED,
  /** A part of a stored rendition. */
  RANGE,
  /** A rendition that is made the first time. */
  ON_DEMAND,
  /** A rendition that hardly anybody asked for before. */
  VARIED,
  /** A source as it is. */
  ORIGINAL,
  /** A still. */
  THUMBNAIL
}
