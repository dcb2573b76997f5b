package io.mediarouter.harness.day;

/** What gives way where there is no more room. */
enum Eviction {
  /** What was not used for longest. */
  LRU,
  /** What was asked for least, each request counting half as much with every half-life. */
  LFU,
  /** What would cost least to make again, times how often it was asked for, as above. */
  VALUE,
  /** What will not be asked for again for longest, by foreknowledge: the bound of all others. */
  ORACLE
}
