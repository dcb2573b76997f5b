package io.mediarouter.harness.simulator.virtual;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One run: events in the order of virtual time, until every task has finished. */
public final class Simulation {
  private final Setup setup;
  private final VirtualServer[] farm;
  private final double[] ends;
  private final double[] paceChanges;
  private final boolean[] slow;
  private final List<Sight> sights = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private final Deque<Notice> notices = new ArrayDeque<>();
  private final RandomGenerator spells;
  private final double[] slowdowns;
  private final boolean[] varied;
  private final Deque<VirtualTask> waiting = new ArrayDeque<>();
  private int arrived;
  private int finished;
  private double nextTick = 1;

  /**
   * What a run is made of.
   *
   * @param servers the farm
   * @param proxies how many proxies
   * @param late how much later the other proxies see what one does, seconds
   * @param sigma how far predicted sizes are off
   * @param spells when servers run slow; null = never
   * @param conditions what is seen, and what is allowed
   * @param seed for what happens in the farm
   */
  public record Setup(
      List<ServerSpec> servers,
      int proxies,
      double late,
      double sigma,
      @Nullable SlowSpells spells,
      Conditions conditions,
      long seed) {}

  private record Notice(double at, VirtualTask task, boolean isStart) {}

  private final Traffic traffic;

  /** A run of {@code traffic} with a policy for each proxy. */
  public Simulation(Setup setup, Traffic traffic, IntFunction<Policy> policyOfProxy) {
    this.setup = setup;
    this.traffic = traffic;
    this.spells = new SplittableRandom(setup.seed() ^ 0x5eedL);
    int count = setup.servers().size();
    farm = new VirtualServer[count];
    ends = new double[count];
    paceChanges = new double[count];
    slow = new boolean[count];
    slowdowns = new double[traffic.count()];
    varied = new boolean[traffic.count()];
    addServers();
    for (int i = 0; i < setup.proxies(); i++) {
      sights.add(new Sight(setup.servers(), farm, i, setup.late(), setup.conditions()));
      policies.add(policyOfProxy.apply(i));
    }
  }

  private void addServers() {
    double fastest = setup.servers().stream().mapToDouble(ServerSpec::speed).max().orElse(1);
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    for (int i = 0; i < farm.length; i++) {
      ServerSpec spec = setup.servers().get(i);
      farm[i] = new VirtualServer(spec.cores(), spec.speed() / fastest);
      paceChanges[i] = spellEnd(i);
    }
  }

  private double spellEnd(int server) {
    SlowSpells model = setup.spells();
    if (model == null) {
      return Double.POSITIVE_INFINITY;
    }
    return spells.nextExponential() * (slow[server] ? model.meanSlow() : model.meanNormal());
  }

  /** Runs it; gives each task's slowdown in the order of arrival; not a number = refused. */
  public double[] run() {
    VirtualTask next = task(0);
    while (finished < traffic.count()) {
      double arrival = next == null ? Double.POSITIVE_INFINITY : next.arrivedAt();
      int ending = first(ends);
      int changing = first(paceChanges);
      double notice = notices.isEmpty() ? Double.POSITIVE_INFINITY : notices.getFirst().at();
      double patience =
          waiting.isEmpty()
              ? Double.POSITIVE_INFINITY
              : waiting.getFirst().arrivedAt() + setup.conditions().patience();
      double now =
          Math.min(
              Math.min(arrival, ends[ending]),
              Math.min(Math.min(paceChanges[changing], patience), Math.min(notice, nextTick)));
      if (now == nextTick) {
        tick(now);
      } else if (now == patience) {
        giveUp(now);
      } else if (now == notice) {
        deliver(notices.removeFirst());
      } else if (now == ends[ending]) {
        finish(ending, now);
      } else if (now == paceChanges[changing]) {
        changePace(changing, now);
      } else if (next != null) {
        arrived++;
        arrive(next, now);
        next = arrived < traffic.count() ? task(arrived) : null;
      }
    }
    return slowdowns;
  }

  private VirtualTask task(int number) {
    return traffic.task(number, setup.sigma(), setup.conditions());
  }

  private static int first(double[] times) {
    int first = 0;
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[first]) {
        first = i;
      }
    }
    return first;
  }

  private void arrive(VirtualTask task, double now) {
    if (!isPlaced(task, now)) {
      waiting.addLast(task);
      giveUp(now);
    }
  }

  /** Makes a cheaper variant for who has waited too long, or refuses it: the first first. */
  private void giveUp(double now) {
    while (!waiting.isEmpty()
        && now >= waiting.getFirst().arrivedAt() + setup.conditions().patience()) {
      VirtualTask first = waiting.removeFirst();
      if (!isVaried(first, now)) {
        slowdowns[first.number()] = Double.NaN;
        finished++;
      }
    }
  }

  private boolean isVaried(VirtualTask task, double now) {
    double variant = setup.conditions().variant();
    if (variant == 1) {
      return false;
    }
    task.vary(variant);
    return isPlaced(task, now);
  }

  /** Whether a cheaper variant was made of the task of this number. */
  public boolean isVaried(int number) {
    return varied[number];
  }

  /** Looks again at who waits at that proxy, the first first. */
  private void roomMayBe(int proxy, double now) {
    waiting.removeIf(task -> task.proxy() == proxy && isPlaced(task, now));
  }

  private boolean isPlaced(VirtualTask task, double now) {
    int server = policies.get(task.proxy()).choose(task, sights.get(task.proxy()), now);
    if (server != Policy.NO_ROOM) {
      start(task, server, now);
    }
    return server != Policy.NO_ROOM;
  }

  private void start(VirtualTask task, int server, double now) {
    farm[server].start(task, server, now);
    ends[server] = farm[server].nextEnd();
    tell(task, now, true);
  }

  private void finish(int server, double now) {
    VirtualTask task = farm[server].finishNext(now);
    ends[server] = farm[server].nextEnd();
    slowdowns[task.number()] = task.slowdown();
    varied[task.number()] = task.isVaried();
    finished++;
    tell(task, now, false);
  }

  private void tell(VirtualTask task, double now, boolean isStart) {
    tellProxy(task.proxy(), task, now, isStart);
    if (sights.size() > 1) {
      var notice = new Notice(now + setup.late(), task, isStart);
      if (setup.late() == 0) {
        deliver(notice);
      } else {
        notices.addLast(notice);
      }
    }
  }

  private void deliver(Notice notice) {
    for (int i = 0; i < sights.size(); i++) {
      if (i != notice.task().proxy()) {
        tellProxy(i, notice.task(), notice.at(), notice.isStart());
      }
    }
  }

  private void tellProxy(int proxy, VirtualTask task, double now, boolean isStart) {
    if (isStart) {
      sights.get(proxy).started(task);
      policies.get(proxy).started(task, now);
    } else {
      sights.get(proxy).finished(task);
      policies.get(proxy).finished(task, now);
      roomMayBe(proxy, now);
    }
  }

  private void changePace(int server, double now) {
    slow[server] = !slow[server];
    SlowSpells model = setup.spells();
    farm[server].setPace(slow[server] && model != null ? model.factor() : 1, now);
    ends[server] = farm[server].nextEnd();
    paceChanges[server] = now + spellEnd(server);
  }

  private void tick(double now) {
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).tick(sights.get(i), now);
      roomMayBe(i, now);
    }
    giveUp(now);
    nextTick = now + 1;
  }
}
