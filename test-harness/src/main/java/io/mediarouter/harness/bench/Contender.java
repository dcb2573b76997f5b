package io.mediarouter.harness.bench;

import io.mediarouter.harness.process.FarmProcess;

/**
 * One proxy process and the kind of request that it is measured by.
 *
 * @param kind what it is asked for
 * @param process its own, so that no contender's compiled code is shaped by another's requests
 */
record Contender(Kind kind, FarmProcess process) {

  /** The kinds of contender, the first being what the others are measured against. */
  enum Kind {
    BARE("bare proxy", false, 0),
    NOT_MEDIA("not media", true, 1.03),
    STORED("stored rendition", true, 1.10),
    ORIGINAL("original, passed through", true, 1.10),
    BARE_AGAIN("bare proxy again (noise)", false, 0);

    private final String label;
    private final boolean mediaRouting;
    private final double aim;

    Kind(String label, boolean mediaRouting, double aim) {
      this.label = label;
      this.mediaRouting = mediaRouting;
      this.aim = aim;
    }

    String label() {
      return label;
    }

    boolean hasMediaRouting() {
      return mediaRouting;
    }

    /** Most times the bare proxy's CPU time that is aimed at; 0: no aim. */
    double aim() {
      return aim;
    }
  }
}
