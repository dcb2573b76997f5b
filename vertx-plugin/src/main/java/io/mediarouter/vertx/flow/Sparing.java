package io.mediarouter.vertx.flow;

/**
 * The body of an answer for which a server's connection is held, and which is told when these are
 * few: it may do without, or be cut in favour of others. Safe for use by many threads.
 */
public interface Sparing {
  /** Is told, ten times a second, that its server has few connections left. */
  void spare();

  /**
   * How many times in a row its client had taken nothing of what there is when it was told so; 0 =
   * it is not to be cut.
   */
  int stillLooks();

  /** Ends it, unless its client has read on meanwhile. */
  void cut();
}
