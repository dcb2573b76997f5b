package io.mediarouter.harness.bench;

import io.mediarouter.harness.scenario.process.FarmProcess;
import org.jspecify.annotations.Nullable;

/**
 * One proxy process and the kind of request that it is measured by.
 *
 * @param kind what it is asked for
 * @param process its own, so that no contender's compiled code is shaped by another's requests
 * @param allocation what it allocates; null = it does not tell
 */
record Contender(Kind kind, FarmProcess process, @Nullable Allocation allocation) {

  /** Bytes that its event loops have allocated so far; 0 = it has none. */
  long allocatedBytes() {
    return allocation == null ? 0 : allocation.bytes();
  }

  void stop() {
    if (allocation != null) {
      allocation.close();
    }
    process.stop();
  }

  /** What its process is. */
  enum Program {
    BARE,
    ROUTING,
    ROUTING_WITH_MEMORY,
    NGINX
  }

  /** The kinds of contender, the first being what the others are measured against. */
  enum Kind {
    BARE("bare proxy", Program.BARE, 0),
    NOT_MEDIA("not media", Program.ROUTING, 1.03),
    STORED("stored rendition", Program.ROUTING, 1.10),
    MEMORY("the same, in memory", Program.ROUTING_WITH_MEMORY, 0),
    ORIGINAL("original, passed through", Program.ROUTING, 1.10),
    NGINX("nginx, proxy_pass", Program.NGINX, 0),
    NGINX_CACHE("nginx, hit in its cache", Program.NGINX, 0),
    BARE_AGAIN("bare proxy again (noise)", Program.BARE, 0);

    private final String label;
    private final Program program;
    private final double aim;

    Kind(String label, Program program, double aim) {
      this.label = label;
      this.program = program;
      this.aim = aim;
    }

    String label() {
      return label;
    }

    Program program() {
      return program;
    }

    /** Whether it delivers a rendition that is stored first. */
    boolean isOfStored() {
      return this == STORED || this == MEMORY;
    }

    /** Most times the bare proxy's CPU time that is aimed at; 0: no aim. */
    double aim() {
      return aim;
    }
  }
}
