package io.mediarouter.harness.simulator.day;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.BackoffState;
import io.mediarouter.schedule.Queued;
import io.mediarouter.schedule.WorkItem;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Target;
import java.time.Instant;

/**
 * A pre-encode that a publisher asked for.
 *
 * @param target what is to be made
 * @param entry its asset
 * @param notBefore when it may begin
 * @param submittedAt when it was ordered
 */
record PublishersOrder(Target target, AssetEntry entry, Instant notBefore, Instant submittedAt) {

  Queued queued(Scene scene) {
    var order =
        new WorkItem(
            target.key(),
            0,
            WorkKind.ORDERED,
            Priority.BACKGROUND,
            null,
            notBefore,
            submittedAt,
            0);
    return queued(order, target, EncodingSpeed.SLOW, entry, scene);
  }

  static Queued queued(Proposal proposal, int rank, AssetEntry entry, Scene scene) {
    var order =
        new WorkItem(
            proposal.target().key(),
            0,
            WorkKind.SPECULATIVE,
            Priority.BACKGROUND,
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            rank);
    return queued(order, proposal.target(), proposal.speed(), entry, scene);
  }

  private static Queued queued(
      WorkItem order, Target target, EncodingSpeed speed, AssetEntry entry, Scene scene) {
    double demand = scene.costs().predicted(entry, target, speed).demandCores();
    return new Queued(
        order,
        BackoffState.NONE,
        Math.min(demand, scene.scenario().cores()),
        scene.farm().transcodingIds());
  }
}
