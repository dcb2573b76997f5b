package io.mediarouter.harness.simulator.day;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transcode on the virtual farm: it keeps its cores busy from beginning to end.
 *
 * @param id unique in the run
 * @param serverId where it runs
 * @param entry the asset as it was when it began
 * @param target what it makes
 * @param batch why it runs as batch work; null = somebody waits
 * @param proposal what it was begun for; null = no speculation
 * @param demandCores cores it keeps busy
 * @param predicted its work as foreseen, core-seconds
 * @param work its work, core-seconds
 * @param startedAt when it began, seconds
 */
record DayTask(
    String id,
    String serverId,
    AssetEntry entry,
    Target target,
    @Nullable WorkKind batch,
    @Nullable Proposal proposal,
    double demandCores,
    double predicted,
    double work,
    double startedAt) {

  double end() {
    return startedAt + work / demandCores;
  }

  double spentAt(double now) {
    return Math.min(work, demandCores * (now - startedAt));
  }

  ActiveTask active(double now, Instant begin) {
    boolean watched = batch == null;
    return new ActiveTask(
        id,
        serverId,
        watched ? TaskKind.ON_DEMAND : TaskKind.BATCH,
        target.asset(),
        target.rendition().key(),
        watched ? Priority.DEFAULT : Priority.BACKGROUND,
        demandCores,
        predicted,
        begin.plusNanos(Math.round(startedAt * 1e9)),
        Math.max(0, Math.min(1, spentAt(now) / work)),
        watched);
  }
}
