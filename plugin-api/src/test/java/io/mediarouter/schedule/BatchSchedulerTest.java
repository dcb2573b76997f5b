package io.mediarouter.schedule;

import static io.mediarouter.schedule.Farms.NOON;
import static io.mediarouter.schedule.Farms.farm;
import static io.mediarouter.schedule.Farms.queued;
import static io.mediarouter.schedule.Farms.rules;
import static io.mediarouter.schedule.Farms.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BatchSchedulerTest {
  private static final GateRules RULES = rules(0.6, 0.8, 0.1, 0);
  private static final GateState OPEN = new GateState(true, true);

  private static Schedule plan(GateRules rules, FarmUse use, int most, Queued... queue) {
    var reading = new BatchGate(rules).read(OPEN, use);
    return new BatchScheduler(rules).plan(List.of(queue), reading, most, NOON);
  }

  private static Wait waitOf(GateRules rules, FarmUse use, Queued queued) {
    Wait wait = plan(rules, use, 5, queued).waits().get(queued.order());
    assertThat(wait).isNotNull();
    return wait;
  }

  private static final Queued JOB = queued("job", WorkKind.ORDERED, 2, "t1");

  @Test
  void orderedWork_comesBeforeSpeculation_howeverOld() {
    var guess = queued("a-guess", WorkKind.SPECULATIVE, 5, "t1");
    var job = queued("job", WorkKind.ORDERED, 5, "t1");

    Schedule schedule = plan(RULES, farm(server("t1", 0)), 5, guess, job);

    assertThat(schedule.starts()).containsExactly(new Schedule.Start(job.order(), "t1"));
    assertThat(schedule.waits()).containsOnlyKeys(guess.order());
  }

  @Test
  void theReasonToWait_isTold() {
    var idle = farm(server("t1", 0));
    var paused =
        new GateRules(
            RULES.transcoding(), RULES.distribution(), 0, 0, OffPeak.ALWAYS, OffPeak.ALWAYS, true);
    var atNight =
        new GateRules(
            RULES.transcoding(),
            RULES.distribution(),
            0,
            0,
            new OffPeak(List.of(OffPeakWindow.parse("22:00-06:00 Europe/Berlin"))),
            OffPeak.ALWAYS,
            false);
    var later =
        new Queued(
            WorkItem.of("j", 0, Priority.DEFAULT, NOON.plusSeconds(9), NOON),
            BackoffState.NONE,
            1,
            Set.of("t1"));
    var resting =
        new Queued(JOB.order(), new BackoffState(3, NOON.plusSeconds(4)), 1, Set.of("t1"));

    assertThat(waitOf(paused, idle, JOB)).isEqualTo(Wait.of(WaitReason.PAUSED));
    assertThat(waitOf(atNight, idle, JOB).text())
        .isEqualTo("outside off-peak hours; 2030-01-01T21:00:00Z");
    assertThat(waitOf(RULES, idle, later))
        .isEqualTo(new Wait(WaitReason.NOT_BEFORE, NOON.plusSeconds(9)));
    assertThat(waitOf(RULES, idle, resting))
        .isEqualTo(new Wait(WaitReason.RETRY, NOON.plusSeconds(4)));
    assertThat(waitOf(RULES, idle, queued("j", WorkKind.ORDERED, 2)))
        .isEqualTo(Wait.of(WaitReason.NO_SERVER_CAN));
    assertThat(waitOf(RULES, idle, queued("j", WorkKind.ORDERED, 9.5, "t1")))
        .isEqualTo(Wait.of(WaitReason.NO_SERVER_CAN));
    assertThat(waitOf(RULES, farm(server("t1", 9)), JOB)).isEqualTo(Wait.of(WaitReason.FARM_BUSY));
    assertThat(waitOf(RULES, farm(server("t1", 7.5)), JOB)).isEqualTo(Wait.of(WaitReason.NO_ROOM));
    assertThat(plan(RULES, idle, 0, JOB).waits())
        .containsEntry(JOB.order(), Wait.of(WaitReason.NOT_ITS_TURN));
  }

  @Test
  void smallWork_doesNotPassLargeWorkForEver() {
    var large = queued("a-large", WorkKind.ORDERED, 8, "t1", "t2");
    var small = queued("b-small", WorkKind.ORDERED, 1, "t1", "t2");
    var use = farm(server("t1", 4), server("t2", 5));

    Schedule schedule = plan(RULES, use, 5, large, small);

    assertThat(schedule.waits()).containsOnlyKeys(large.order());
    assertThat(schedule.starts()).containsExactly(new Schedule.Start(small.order(), "t2"));
    assertThat(plan(RULES, farm(server("t1", 4)), 5, large, small).starts()).isEmpty();
  }

  @Test
  void whatIsLeftToAnOrder_isWhatThoseBeforeItDoNotTakeOrKeep() {
    var first = queued("a-first", WorkKind.ORDERED, 2, "t1", "t2");
    var large = queued("b-large", WorkKind.ORDERED, 7.5, "t1", "t2");
    var small = queued("c-small", WorkKind.ORDERED, 1, "t1", "t2");
    var reading = new BatchGate(RULES).read(OPEN, farm(server("t1", 1), server("t2", 2)));
    var scheduler = new BatchScheduler(RULES);
    var queue = List.of(small, large, first);

    GateReading toFirst = scheduler.left(queue, reading, first.order(), NOON);
    GateReading toLarge = scheduler.left(queue, reading, large.order(), NOON);
    GateReading toSmall = scheduler.left(queue, reading, small.order(), NOON);

    assertThat(toFirst.freeCores()).isEqualTo(reading.freeCores());
    assertThat(toLarge.roomOn("t1")).isEqualTo(reading.roomOn("t1") - 2);
    assertThat(toLarge.roomOn("t2")).isEqualTo(reading.roomOn("t2"));
    assertThat(toSmall.roomOn("t2")).as("kept for the large one").isZero();
    assertThat(toSmall.roomOn("t1")).isEqualTo(15 - 2 - 7.5);
  }

  @Property
  void whatBegins_fitsIntoWhatTheGateLeaves_andEverythingElseHasAReason(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var reading = new BatchGate(RULES).read(OPEN, Farms.drawn(random));
    List<Queued> queue = drawn(random);

    Schedule schedule = new BatchScheduler(RULES).plan(queue, reading, 4, NOON);

    assertThat(schedule.starts().size() + schedule.waits().size()).isEqualTo(queue.size());
    assertThat(schedule.starts().size()).isLessThanOrEqualTo(4);
    double total = 0;
    for (String server : reading.possibleCores().keySet()) {
      double begun =
          schedule.starts().stream()
              .filter(start -> start.serverId().equals(server))
              .mapToDouble(start -> demand(queue, start.order()))
              .sum();
      total += begun;
      assertThat(begun).isLessThanOrEqualTo(reading.freeCores().getOrDefault(server, 0.0) + 1e-6);
    }
    assertThat(total).isLessThanOrEqualTo(reading.freeOfFarm() + 1e-6);
  }

  @Property
  void theOrderOfTheQueue_doesNotMatter(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var reading = new BatchGate(RULES).read(OPEN, Farms.drawn(random));
    List<Queued> queue = drawn(random);
    var shuffled = new ArrayList<>(queue);
    Collections.shuffle(shuffled, new Random(seed));

    var scheduler = new BatchScheduler(RULES);

    assertThat(scheduler.plan(shuffled, reading, 4, NOON))
        .isEqualTo(scheduler.plan(queue, reading, 4, NOON));
  }

  @Property
  void turns_areATotalOrder(@ForAll long seed) {
    List<Queued> queue = drawn(new SplittableRandom(seed));
    for (Queued a : queue) {
      for (Queued b : queue) {
        int order = a.order().compareTo(b.order());
        assertThat(Integer.signum(b.order().compareTo(a.order())))
            .isEqualTo(-Integer.signum(order));
        assertThat(order == 0).isEqualTo(a.order().equals(b.order()));
      }
    }
  }

  private static double demand(List<Queued> queue, WorkItem order) {
    return queue.stream()
        .filter(each -> each.order().equals(order))
        .mapToDouble(Queued::demandCores)
        .sum();
  }

  private static List<Queued> drawn(SplittableRandom random) {
    var queue = new ArrayList<Queued>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      var order =
          new WorkItem(
              "j" + i,
              0,
              random.nextBoolean() ? WorkKind.ORDERED : WorkKind.SPECULATIVE,
              new Priority(random.nextInt(3)),
              random.nextBoolean() ? null : NOON.plusSeconds(random.nextInt(3)),
              random.nextInt(4) > 0 ? Instant.EPOCH : NOON.plusSeconds(random.nextInt(3)),
              NOON.minusSeconds(random.nextInt(3)),
              random.nextInt(2));
      var rest =
          random.nextInt(5) > 0 ? BackoffState.NONE : new BackoffState(1, NOON.plusSeconds(1));
      queue.add(
          new Queued(
              order,
              rest,
              0.1 + 6 * random.nextDouble(),
              Set.of("t" + (1 + random.nextInt(6)), "t0")));
    }
    return queue;
  }
}
