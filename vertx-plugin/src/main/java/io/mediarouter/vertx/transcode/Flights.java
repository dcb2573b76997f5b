package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Flight;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.flight.Claim;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.flight.Lease;
import io.mediarouter.vertx.flight.Leases;
import io.mediarouter.vertx.flight.PeerClient;
import io.mediarouter.vertx.flight.PeerException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to make each output once in the whole cluster: who is the first makes it under a lease,
 * and the others take its bytes from that proxy while it grows. Safe for use by many threads.
 *
 * <p>Whoever has sent no byte yet does not notice when that proxy dies: what it made is made again.
 * One that lives decides alone where it is made, for all who wait for it.
 */
public final class Flights {
  private static final Logger LOG = LoggerFactory.getLogger(Flights.class);
  private static final long ANSWER_MILLIS = 2000;
  private static final long DEATH_IS_KNOWN_MILLIS = 300;

  private final Vertx vertx;
  private final Leases leases;
  private final PeerClient peers;
  private final CacheIndex index;
  private final OwnedTable<ActiveTask> tasks;

  /** The way of what the proxy {@code leases} belong to makes. */
  public Flights(
      Vertx vertx,
      Leases leases,
      PeerClient peers,
      CacheIndex index,
      OwnedTable<ActiveTask> tasks) {
    this.vertx = vertx;
    this.leases = leases;
    this.peers = peers;
    this.index = index;
    this.tasks = tasks;
  }

  /** Whether another proxy makes it, and it is worth following for a viewer. */
  boolean isMade(TranscodeKey key, FarmView farm) {
    return leases.isOpen()
        && leases.made(key.name()).filter(flight -> !isSooner(key, flight, farm)).isPresent();
  }

  /**
   * Whether a viewer would have it sooner from a new making. Where all servers are busy, that would
   * be as slow as another viewer's. A segment waits for its turn in a run: how long that takes does
   * not show in its own age, and where nobody watches that run it may be minutes.
   */
  boolean isSooner(TranscodeKey key, Flight flight, FarmView farm) {
    if (key.rendition().format() == Format.M4S) {
      return flight.batch();
    }
    return isLate(flight)
        || (flight.isSlowerThan(flight.predictedSeconds()) && isIdle(farm, flight));
  }

  private boolean isIdle(FarmView farm, Flight flight) {
    return farm.withRole(ServerRole.TRANSCODING).stream()
        .filter(each -> each.accepts(Work.TRANSCODE) && each.tasks().isEmpty())
        .anyMatch(each -> !each.server().id().equals(serverOf(flight)));
  }

  /** Which server makes it; empty = nobody knows. */
  private String serverOf(Flight flight) {
    return tasks.rows().stream()
        .filter(row -> row.key().equals(flight.id()))
        .map(row -> row.value().serverId())
        .findFirst()
        .orElse("");
  }

  /** Whether what goes on gives what is ordered, and not later than a new making. */
  boolean fits(TranscodeOrder order, Flight flight) {
    boolean serves = flight.serves(order.kind(), order.speed());
    return serves
        && (order.rendition().format() == Format.M4S
            ? !flight.batch() || !order.wanted().isByViewer()
            : !isSooner(order, flight));
  }

  /** A server is as slow for another making, but for one with less effort. */
  private boolean isSooner(TranscodeOrder order, Flight flight) {
    boolean late = isLate(flight) && order.wanted().isByViewer();
    if (order.candidates().isEmpty()) {
      return late;
    }
    return flight.isSlowerThan(order.predictedSeconds())
        && (late || !order.candidates().get(0).server().id().equals(serverOf(flight)));
  }

  /** Whether it takes the time that it has where nobody waits. */
  private static boolean isLate(Flight flight) {
    return flight.batch() && flight.keepsPlayersWaiting();
  }

  /**
   * Claims the making of a transcode; fails with a {@link FlightEndedException} if it has been
   * stored since it was ordered.
   */
  Future<Claim> claim(Transcode transcode) {
    if (!leases.isOpen()) {
      return Future.succeededFuture(new Claim.Lead(Lease.NONE));
    }
    TranscodeOrder order = transcode.order();
    String shared = TranscodeKey.of(order).name();
    return leases
        .made(shared)
        .filter(flight -> fits(order, flight))
        .map(flight -> Future.<Claim>succeededFuture(new Claim.Follow(shared, flight)))
        .orElseGet(() -> claim(transcode, transcode.key()))
        .compose(claim -> unlessStored(order, claim))
        .transform(transcode::here)
        .onSuccess(claim -> claimed(transcode, claim));
  }

  private static void claimed(Transcode transcode, Claim claim) {
    if (claim instanceof Claim.Lead lead) {
      transcode.maker().leads(lead.lease());
    }
  }

  /** Who would wait too long for who has the lease makes it beside that one; of those, too, one. */
  private Future<Claim> claim(Transcode transcode, TranscodeKey key) {
    return leases
        .claim(key.name(), transcode.headway()::here)
        .compose(
            claim -> isFit(transcode.order(), claim) ? claimed(claim) : beside(transcode, key));
  }

  private static Future<Claim> claimed(Claim claim) {
    return Future.succeededFuture(claim);
  }

  private Future<Claim> beside(Transcode transcode, TranscodeKey key) {
    return key.beside(transcode.order())
        .map(other -> claim(transcode, other))
        .orElseGet(() -> claimed(new Claim.Lead(Lease.NONE)));
  }

  private boolean isFit(TranscodeOrder order, Claim claim) {
    return !(claim instanceof Claim.Follow follow)
        || (leases.isHad(follow.flight()) && fits(order, follow.flight()));
  }

  /** Who had the lease before has indexed what it made before it gave the lease back. */
  private Future<Claim> unlessStored(TranscodeOrder order, Claim claim) {
    if (!(claim instanceof Claim.Lead lead) || lead.lease() == Lease.NONE) {
      return Future.succeededFuture(claim);
    }
    return stored(order)
        .compose(
            stored -> {
              if (stored.isEmpty() || wasStored(order)) {
                return Future.succeededFuture(claim);
              }
              lead.lease().release();
              return Future.failedFuture(new FlightEndedException("it is stored by now"));
            });
  }

  /** What is there, and is to be made nevertheless, cannot be had from there. */
  private static boolean wasStored(TranscodeOrder order) {
    return isStored(order, order.entry()).isPresent();
  }

  /** What is stored of it and will do; empty where nobody knows in time. */
  Future<Optional<StoredRendition>> stored(TranscodeOrder order) {
    AssetId asset = SegmentIndex.assetOf(order.asset(), order.rendition());
    return Future.fromCompletionStage(index.latest(asset))
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .map(entry -> entry.flatMap(known -> isStored(order, known)))
        .otherwise(Optional.empty());
  }

  /**
   * What is there already of what is about to be stored; empty = nothing. Fails if another proxy
   * has taken the lease over, and has not stored it yet: it is going to. Whoever had a lease
   * meanwhile has indexed what it made before it gave the lease back.
   */
  Future<Optional<StoredRendition>> storedBeside(Transcode transcode) {
    return leases.isOpen()
        ? transcode.maker().lease().confirm().compose(ours -> storedBeside(transcode.order(), ours))
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<StoredRendition>> storedBeside(TranscodeOrder order, boolean ours) {
    if (wasStored(order)) {
      return Future.succeededFuture(Optional.empty());
    }
    return stored(order)
        .map(other -> other.filter(stored -> !order.speed().isBetterThan(stored.speed())))
        .compose(
            other ->
                ours || other.isPresent()
                    ? Future.succeededFuture(other)
                    : Future.failedFuture(new FlightEndedException("another proxy makes it")));
  }

  /** Only speculation wants more than that there is one. */
  private static Optional<StoredRendition> isStored(TranscodeOrder order, AssetEntry entry) {
    return entry
        .find(order.rendition())
        .filter(stored -> stored.sourceVersion().equals(order.sourceVersion()))
        .filter(
            stored ->
                order.kind() != TaskKind.SPECULATIVE
                    || !order.speed().isBetterThan(stored.speed()));
  }

  /**
   * Takes a transcode from the proxy that makes it.
   *
   * @param making makes it here
   * @param storing stores what came whole
   */
  private Future<StoredRendition> follow(
      Transcode transcode,
      Claim.Follow claim,
      Supplier<Future<StoredRendition>> making,
      Supplier<Future<StoredRendition>> storing) {
    Flight flight = claim.flight();
    LOG.debug("{} is taken from {}", transcode.order().about(), flight.address());
    transcode.follows(() -> leases.flight(claim.name(), flight.id()));
    return peers
        .follow(flight, new TranscodePassenger(transcode))
        .compose(v -> stored(transcode.order()))
        .compose(Flights::indexed)
        .recover(cause -> afterwards(cause, transcode, flight, making, storing));
  }

  private static Future<StoredRendition> indexed(Optional<StoredRendition> stored) {
    return stored
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(new FlightEndedException("it was stored, and went")));
  }

  private Future<StoredRendition> afterwards(
      Throwable cause,
      Transcode transcode,
      Flight flight,
      Supplier<Future<StoredRendition>> making,
      Supplier<Future<StoredRendition>> storing) {
    if (transcode.isCancelled() || !(cause instanceof PeerException peer)) {
      return Future.failedFuture(cause);
    }
    LOG.debug("{} is not to be had: {}", transcode.order().about(), peer.getMessage());
    return switch (peer.kind()) {
      case FAILED -> Future.failedFuture(FailureWords.read(peer.words()));
      case LOST, GONE -> {
        leases.giveUp(flight);
        yield again(transcode, making, storing);
      }
      case UNREACHABLE ->
          knownDead(flight)
              .compose(
                  dead -> {
                    leases.avoid(flight);
                    return again(transcode, making, storing);
                  });
    };
  }

  /** A process that was killed refuses connections a moment before the cluster misses it. */
  private Future<Boolean> knownDead(Flight flight) {
    if (!leases.isMember(flight)) {
      return Future.succeededFuture(true);
    }
    Promise<Boolean> known = Promise.promise();
    vertx.setTimer(DEATH_IS_KNOWN_MILLIS, id -> known.complete(!leases.isMember(flight)));
    return known.future();
  }

  /**
   * What is whole is stored from here; what nobody was sent a byte of is made by who claims it
   * first; what is in the middle ends there.
   */
  private Future<StoredRendition> again(
      Transcode transcode,
      Supplier<Future<StoredRendition>> making,
      Supplier<Future<StoredRendition>> storing) {
    if (transcode.isComplete()) {
      return claim(transcode).compose(claim -> storeIfFirst(claim, storing));
    }
    if (transcode.bytes() > 0) {
      return Future.failedFuture(new FlightEndedException("the proxy that made it is gone"));
    }
    if (transcode.order().candidates().isEmpty()) {
      return Future.failedFuture(new FlightEndedException("it is not made any more"));
    }
    return claim(transcode).compose(claim -> go(transcode, claim, making, storing));
  }

  private static Future<StoredRendition> storeIfFirst(
      Claim claim, Supplier<Future<StoredRendition>> storing) {
    return claim instanceof Claim.Lead
        ? storing.get()
        : Future.failedFuture(new FlightEndedException("another proxy makes it again"));
  }

  /** Makes it here or takes it from there, as was claimed. */
  Future<StoredRendition> go(
      Transcode transcode,
      Claim claim,
      Supplier<Future<StoredRendition>> making,
      Supplier<Future<StoredRendition>> storing) {
    if (claim instanceof Claim.Follow follow) {
      return follow(transcode, follow, making, storing);
    }
    transcode.follows(null);
    return making.get();
  }
}
