package io.mediarouter.harness.simulator.virtual;

/** A rule by which one proxy chooses servers. Each proxy has its own. */
public interface Policy {
  /** The answer where no server has room. */
  int NO_ROOM = -1;

  /** The number of the server that gets {@code task}, or {@link #NO_ROOM}. */
  int choose(VirtualTask task, Sight sight, double now);

  /** Tells that this proxy sees a task of any proxy to have started, also those it chose for. */
  default void started(VirtualTask task, double now) {}

  /** Tells that this proxy sees a task of any proxy to have finished. */
  default void finished(VirtualTask task, double now) {}

  /** Is called once in every second of virtual time. */
  default void tick(Sight sight, double now) {}
}
