package io.mediarouter.harness.simulator.day;

/** The rule of what gives way where there is no more room. */
enum Eviction {
  /** Nothing is stored at all. */
  NONE,
  /** What was not used for longest. */
  LRU,
  /** What was asked for least, each request counting half as much with every half-life. */
  LFU,
  /** What saves least by its bytes: the product's rule, memory and hysteresis. */
  VALUE,
  /** What saves least by its bytes until it is asked for again, by foreknowledge. */
  ORACLE
}
