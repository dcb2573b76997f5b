package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceFit;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.plan.StoredChoice;
import io.mediarouter.schedule.DecodeGroupCandidate;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.select.Candidate;
import io.mediarouter.stream.Film;
import io.mediarouter.vertx.flight.Wanted;
import io.mediarouter.vertx.transcode.FilmParts;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rendition that a job asks for, now that its source is known: what it is, and where there is
 * room for it. What it tells of the farm holds for the moment.
 */
final class JobRendition {
  private static final double MILLIS = 1000;

  /** Beginning each stretch of a film anew costs so much more than one encode of all. */
  private static final double OVERHEAD = 1.15;

  private static final double ROUNDING = 1e-9;
  private static final Pattern PRESET = Pattern.compile("(?:^|&)preset=([^&]+)");

  private final BatchParts parts;
  private final Supplier<GateReading> left;
  private final BatchJob job;
  private final BatchTask task;
  private final AssetEntry entry;
  private final Rendition wanted;
  private final Rendition rendition;
  private final PublishingPolicy policy;
  private final EncodingSpeed speed;

  /**
   * The rendition that {@code task} of {@code job} asks for.
   *
   * @param left what batch work may have now of what those before it leave
   * @throws io.mediarouter.media.InvalidParameterException if the source has no such rendition
   */
  JobRendition(
      BatchParts parts,
      Supplier<GateReading> left,
      BatchJob job,
      BatchTask task,
      AssetEntry entry) {
    this.parts = parts;
    this.left = left;
    this.job = job;
    this.task = task;
    this.entry = entry;
    this.wanted = RenditionResolver.resolve(task.rendition(), entry.source());
    this.policy = parts.policies().get().policyOf(job.asset(), preset(task));
    boolean copied = isToBeCopied();
    this.speed = copied ? EncodingSpeed.COPY : WorkQueue.speed(job);
    this.rendition = copied ? wanted : wanted.cutExactly();
  }

  private static @Nullable String preset(BatchTask task) {
    Matcher named = PRESET.matcher(task.label());
    return named.find() ? named.group(1) : null;
  }

  /** What failed before may have failed for what is in its streams. */
  private boolean isToBeCopied() {
    return policy.options().contains(PublishingOption.REMUX)
        && task.problem() == null
        && Copied.of(wanted, entry.source()).isAny()
        && parts.placement().isCopied(wanted);
  }

  /** What it is of. */
  AssetId asset() {
    return entry.asset();
  }

  /** Whether the original is it, and is delivered in its place. */
  boolean isOriginal() {
    return policy.options().contains(PublishingOption.DIRECT)
        && SourceFit.isWhole(rendition, entry.source());
  }

  /** Whether streams of the source are taken over as they are. */
  boolean isCopied() {
    return speed == EncodingSpeed.COPY;
  }

  /** How long it plays, seconds. */
  double mediaSeconds() {
    return rendition.playMillis(entry.source()) / MILLIS;
  }

  /** Who orders a rendition wants to have it; only speculation wants to have it better. */
  boolean isStored() {
    return entry
        .find(rendition)
        .or(() -> entry.find(wanted))
        .or(() -> entry.find(wanted.cutExactly()))
        .or(() -> StoredChoice.of(task.rendition(), wanted, entry).findFirst())
        .filter(stored -> !job.isSpeculative() || !speed.isBetterThan(stored.speed()))
        .isPresent();
  }

  /**
   * All that is stored of it in parts; empty where something is missing, or it is not to be used.
   */
  Future<Optional<FilmParts>> parts() {
    return !job.isSpeculative() && policy.options().contains(PublishingOption.FROM_SEGMENTS)
        ? parts.films().find(entry, rendition)
        : Future.succeededFuture(Optional.empty());
  }

  /** The film of which segments may be made in its place; empty where one transcode makes it. */
  Optional<Film> film() {
    boolean alone = job.isSpeculative() || isCopied() || task.problem() != null;
    boolean isShort = mediaSeconds() * MILLIS < parts.config().get().spreadFrom().toMillis();
    return alone || isShort || !policy.options().contains(PublishingOption.FROM_SEGMENTS)
        ? Optional.empty()
        : parts.films().film(entry, rendition);
  }

  /** What is noted now of a film's parts. */
  Future<Map<AssetId, AssetEntry>> noted(Film film) {
    return parts.films().noted(entry, film);
  }

  /**
   * The servers that batch work may use for a piece of it, best first.
   *
   * @param piece of a track of its stream
   */
  List<Candidate> allowedFor(Rendition piece) {
    GateReading room = left.get();
    return parts.placement().candidates(entry, piece, speed).stream()
        .filter(each -> isAllowed(each, room) && parts.transcodes().makesRuns(each.server().id()))
        .toList();
  }

  /**
   * How long all servers that have room are predicted to take for its segments, seconds; infinite
   * where it is not made of any.
   */
  double secondsSpread() {
    return film().map(this::secondsOf).orElse(Double.POSITIVE_INFINITY);
  }

  /** The same of a film that is made of them. */
  double secondsOf(Film film) {
    double perSecond = 0;
    for (Candidate each : allowedFor(film.tracks().get(0).span(0, film.segments()))) {
      perSecond += 1 / seconds(each);
    }
    return OVERHEAD / perSecond;
  }

  /** How long the best server that has room is predicted to take for all of it; 0 = none has. */
  double secondsAlone() {
    return allowed().stream().mapToDouble(JobRendition::seconds).min().orElse(0);
  }

  private static double seconds(Candidate candidate) {
    return candidate.estimate().workCoreSeconds() / candidate.estimate().demandCores();
  }

  /** The order for a part of its stream, as it is noted there. */
  TranscodeOrder orderOf(Rendition part, AssetEntry noted, Candidate server) {
    return new TranscodeOrder(noted, part, TaskKind.BATCH, job.priority(), speed, List.of(server));
  }

  /** For whom its parts are put together. */
  Wanted by() {
    return new Wanted(TaskKind.BATCH, job.priority());
  }

  /** The order by which it is put together, as good as the least of its parts. */
  TranscodeOrder orderOf(FilmParts stored) {
    return new TranscodeOrder(
        entry, rendition, TaskKind.BATCH, job.priority(), stored.speed(), List.of());
  }

  /** What it is to a decode that others share. */
  DecodeGroupCandidate groupCandidate() {
    List<DecodeGroupCandidate.Offer> offers = allowed().stream().map(JobRendition::offer).toList();
    return DecodeGroupCandidate.of(rendition, task.problem() != null || isCopied(), offers);
  }

  private static DecodeGroupCandidate.Offer offer(Candidate candidate) {
    return new DecodeGroupCandidate.Offer(
        candidate.server().id(), candidate.estimate().demandCores());
  }

  /** The servers that have room for it, best first. */
  List<Candidate> roomy() {
    return parts.placement().candidates(entry, rendition, speed);
  }

  /** Those of them that batch work may use, and that those before it leave. */
  List<Candidate> allowed() {
    GateReading room = left.get();
    return roomy().stream().filter(each -> isAllowed(each, room)).toList();
  }

  static boolean isAllowed(Candidate candidate, GateReading room) {
    return candidate.estimate().demandCores() <= room.roomOn(candidate.server().id()) + ROUNDING
        && room.roomOn(candidate.server().id()) > 0;
  }

  /** What batch work may have now of what those before it leave. */
  GateReading left() {
    return left.get();
  }

  /** What it needs of a server. */
  Need need() {
    return parts.placement().need(entry, rendition, speed);
  }

  /** Whether it is too much for every server, even one with nothing else to do. */
  boolean isTooMuch() {
    return parts.placement().isTooMuch(entry, rendition, speed);
  }

  /** The order for whichever server has room. */
  TranscodeOrder order() {
    return order(allowed());
  }

  /** The order by which that server alone is to make it; empty where it has no room. */
  Optional<TranscodeOrder> orderOn(String serverId) {
    return allowed().stream()
        .filter(candidate -> candidate.server().id().equals(serverId))
        .findFirst()
        .map(candidate -> order(List.of(candidate)));
  }

  private TranscodeOrder order(List<Candidate> candidates) {
    TaskKind kind = job.isSpeculative() ? TaskKind.SPECULATIVE : TaskKind.BATCH;
    return new TranscodeOrder(entry, rendition, kind, job.priority(), speed, candidates);
  }
}
