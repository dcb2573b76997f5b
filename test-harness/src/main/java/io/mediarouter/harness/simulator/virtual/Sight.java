package io.mediarouter.harness.simulator.virtual;

import java.util.ArrayList;
import java.util.List;

/**
 * The farm as one proxy sees it: its own assignments at once, those of the others late. Only what a
 * real proxy can know.
 */
public final class Sight {
  /** How often a proxy asks for a task's progress. */
  private static final double POLL_SECONDS = 1;

  private final List<ServerSpec> servers;
  private final VirtualServer[] farm;
  private final int proxy;
  private final double late;
  private final Conditions conditions;
  private final List<List<VirtualTask>> running = new ArrayList<>();
  private final int[] own;
  private final long[] changes;

  Sight(
      List<ServerSpec> servers,
      VirtualServer[] farm,
      int proxy,
      double late,
      Conditions conditions) {
    this.servers = servers;
    this.farm = farm;
    this.proxy = proxy;
    this.late = late;
    this.conditions = conditions;
    this.own = new int[farm.length];
    this.changes = new long[farm.length];
    for (int i = 0; i < farm.length; i++) {
      running.add(new ArrayList<>());
    }
  }

  void started(VirtualTask task) {
    running.get(task.server()).add(task);
    own[task.server()] += task.proxy() == proxy ? 1 : 0;
    changes[task.server()]++;
  }

  void finished(VirtualTask task) {
    running.get(task.server()).remove(task);
    own[task.server()] -= task.proxy() == proxy ? 1 : 0;
    changes[task.server()]++;
  }

  /** The servers, by number. */
  public List<ServerSpec> servers() {
    return servers;
  }

  /** The tasks that this proxy believes to run on a server. */
  public List<VirtualTask> running(int server) {
    return running.get(server);
  }

  /** How many of them this proxy sent. */
  public int own(int server) {
    return own[server];
  }

  /** A number that changes when {@link #running(int)} does. */
  public long changes(int server) {
    return changes[server];
  }

  /** The share of {@code task} that is done, as its proxy publishes it; 0 where it is not known. */
  public double progress(VirtualTask task, double now) {
    double since = task.proxy() == proxy ? 0 : late;
    return switch (conditions.progress()) {
      case EXACT -> farm[task.server()].progress(task, now, since);
      case POLLED -> polled(task, now, since);
      case ABSENT -> 0;
    };
  }

  private double polled(VirtualTask task, double now, double since) {
    double sincePoll = (now - since - task.startedAt()) % POLL_SECONDS;
    return task.ofMedia(farm[task.server()].progress(task, now, since + Math.max(0, sincePoll)));
  }

  /** What is seen, and what is allowed. */
  public Conditions conditions() {
    return conditions;
  }

  /** What the server itself says to a probe now. */
  public Probe probe(int server) {
    return new Probe(farm[server].running(), farm[server].latencyNow());
  }

  /** Core-seconds that the server's cores have been busy, as it reports. */
  public double busyCoreSeconds(int server, double now) {
    return farm[server].busyCoreSeconds(now);
  }

  /** Cores that are busy, as the server reports. */
  public double busyCores(int server) {
    return farm[server].busyCores();
  }

  /** Tasks that the server has finished, as it reports. */
  public long finishedBy(int server) {
    return farm[server].finished();
  }

  /**
   * A server's answer to a probe.
   *
   * @param inFlight requests that it is working on
   * @param latency what a request took of late at such a load, seconds; 0 = not known
   */
  public record Probe(int inFlight, double latency) {}
}
