package io.mediarouter.state.hazelcast;

import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.PreemptionNotice;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.store.StoreReport;
import java.time.Duration;

/**
 * The shift of the moments in a value from its writer's clock to the reader's.
 *
 * @param <V> the value
 */
@FunctionalInterface
interface Moments<V> {
  /** {@code value} with its moments later by {@code by}. */
  V later(V value, Duration by);

  /** Of a value without moments, or with such as are days apart. */
  static <V> Moments<V> none() {
    return (value, by) -> value;
  }

  static LoadReport of(LoadReport report, Duration by) {
    return new LoadReport(
        report.serverId(),
        report.coresInUse(),
        report.at().plus(by),
        report.sessionsInUse(),
        report.sessions());
  }

  static ActiveTask of(ActiveTask task, Duration by) {
    return new ActiveTask(
        task.id(),
        task.serverId(),
        task.kind(),
        task.asset(),
        task.renditionKey(),
        task.priority(),
        task.demandCores(),
        task.workCoreSeconds(),
        task.startedAt().plus(by),
        task.progress(),
        task.delivering(),
        task.client());
  }

  static PreemptionNotice of(PreemptionNotice notice, Duration by) {
    return new PreemptionNotice(notice.taskId(), notice.reason(), notice.at().plus(by));
  }

  static Popularity of(Popularity popularity, Duration by) {
    return new Popularity(popularity.weight(), popularity.at().plus(by));
  }

  static HealthVote of(HealthVote opinion, Duration by) {
    return new HealthVote(opinion.serverId(), opinion.work(), opinion.since().plus(by));
  }

  static ServerCheck of(ServerCheck check, Duration by) {
    return new ServerCheck(check.serverId(), check.up(), check.problem(), check.at().plus(by));
  }

  static MediaFailure of(MediaFailure failure, Duration by) {
    return new MediaFailure(
        failure.asset(),
        failure.sourceVersion(),
        failure.renditionKey(),
        failure.serverIds(),
        failure.times(),
        failure.last().plus(by),
        failure.verdict());
  }

  static StoreReport of(StoreReport report, Duration by) {
    return new StoreReport(
        report.serverId(),
        report.usedBytes(),
        report.files(),
        report.at().plus(by),
        report.refusedBytes(),
        report.refusedAt() == null ? null : report.refusedAt().plus(by),
        report.priceOfByte(),
        report.taken());
  }

  static Ejection of(Ejection ejection, Duration by) {
    return new Ejection(
        ejection.serverId(),
        ejection.work(),
        ejection.at().plus(by),
        ejection.until().plus(by),
        ejection.times());
  }
}
