package io.mediarouter.harness.contract;

import java.util.List;

/** The demands on servers of one role, and what is needed to show them. */
interface Contract extends AutoCloseable {
  /** Them all, in the order in which they are tried. */
  List<Check> checks();

  /** What one who configures such a server should know, after all checks; empty = nothing. */
  default String advice() {
    return "";
  }

  @Override
  void close();
}
