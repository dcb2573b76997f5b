package io.mediarouter.harness.simulator.virtual;

import java.util.PriorityQueue;

/**
 * A server whose tasks share its cores evenly, each on as many as it wants at most (egalitarian
 * processor sharing). All its tasks are served at one rate, so one number, the service each has
 * received since the beginning, tells when the next one ends.
 */
final class VirtualServer {
  private final double cores;
  private final double coreRate;
  private final PriorityQueue<VirtualTask> running = new PriorityQueue<>();
  private final LatencyMemory latencies = new LatencyMemory();
  private double pace = 1;
  private double served;
  private double busyCoreSeconds;
  private double at;
  private double wanted;
  private long finished;

  /**
   * An idle server.
   *
   * @param coreRate the speed of a core, relative to the fastest server's
   */
  VirtualServer(double cores, double coreRate) {
    this.cores = cores;
    this.coreRate = coreRate;
  }

  void advance(double now) {
    served += rate() * (now - at);
    busyCoreSeconds += busyCores() * (now - at);
    at = now;
  }

  private double rate() {
    return running.isEmpty() ? 0 : pace * coreRate * Math.min(1, cores / wanted);
  }

  /** When the next task ends if nothing else happens; infinite for an idle server. */
  double nextEnd() {
    VirtualTask first = running.peek();
    return first == null
        ? Double.POSITIVE_INFINITY
        : at + Math.max(0, first.servedAtEnd() - served) / rate();
  }

  void start(VirtualTask task, int number, double now) {
    advance(now);
    task.start(number, served, running.size(), now);
    running.add(task);
    wanted += task.cores();
  }

  VirtualTask finishNext(double now) {
    advance(now);
    VirtualTask task = running.remove();
    wanted = running.isEmpty() ? 0 : wanted - task.cores();
    served = Math.max(served, task.servedAtEnd());
    task.finish(now);
    latencies.add(task.runningAtStart(), now - task.arrivedAt());
    finished++;
    return task;
  }

  void setPace(double newPace, double now) {
    advance(now);
    pace = newPace;
  }

  int running() {
    return running.size();
  }

  double busyCores() {
    return Math.min(cores, wanted);
  }

  double busyCoreSeconds(double now) {
    return busyCoreSeconds + busyCores() * (now - at);
  }

  long finished() {
    return finished;
  }

  double latencyNow() {
    return latencies.near(running.size());
  }

  /** How far {@code task} was, {@code late} seconds before {@code now}. */
  double progress(VirtualTask task, double now, double late) {
    return task.progress(served + rate() * (now - at - late));
  }
}
