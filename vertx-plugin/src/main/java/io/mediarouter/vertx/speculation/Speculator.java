package io.mediarouter.vertx.speculation;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.NextRequest;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.Wait;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Announcement;
import io.mediarouter.speculate.Budgets;
import io.mediarouter.speculate.NextPieces;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Speculation;
import io.mediarouter.speculate.Target;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.batch.SpeculationBooks;
import io.mediarouter.vertx.proxy.exchange.Audience;
import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This proxy's part in speculation: counts what is asked for, keeps its books, orders what its
 * players announce, and, if it is the one of all proxies whose turn it is, what all other
 * predictors propose, while the farm is off peak and nobody's order waits. Its timers run in one
 * Vert.x context.
 */
public final class Speculator implements Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Speculator.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final int PUBLISH_EVERY = 10;
  private static final int SHOWN = 20;

  private final SpeculationParts parts;
  private final Context context;
  private final DemandCounter attention;
  private final Announcements announcements;
  private final ProxyLedger books;
  private final SituationReader situations;
  private final Predictors predictors;
  private final SpeculativeOrders orders;
  private final WarmRuns runs;
  private final Rendezvous turn;
  private volatile Budgets available = Budgets.EMPTY;
  private volatile List<Proposal> next = List.of();
  private boolean looking;
  private long looks;
  private long timer = -1;

  /** A speculator that has not begun. */
  public Speculator(SpeculationParts parts) {
    this.parts = parts;
    this.context = parts.vertx().getOrCreateContext();
    this.attention = new DemandCounter(parts.state(), parts.clock());
    this.announcements = new Announcements(parts.clock());
    this.books = new ProxyLedger(parts.state(), parts.displacement(), parts.clock());
    this.predictors = new Predictors(parts.estimator(), parts.config(), parts.streams());
    this.orders = new SpeculativeOrders(parts);
    this.runs = new WarmRuns(parts, books, context);
    this.situations =
        new SituationReader(
            parts.state(), parts.jobs(), predictors::firstSegments, runs::held, books::results);
    this.turn = new Rendezvous(parts.state());
  }

  /** Begins. */
  public void start() {
    Vertx vertx = parts.vertx();
    context.runOnContext(
        v -> {
          attention.adopt();
          books.adopt();
          timer = vertx.setPeriodic(LOOK_MILLIS, id -> look());
        });
  }

  /** Proposes nothing more. */
  public void stop() {
    context.runOnContext(v -> parts.vertx().cancelTimer(timer));
  }

  @Override
  public void served(
      AssetId asset, @Nullable Rendition asked, @Nullable Rendition delivered, boolean stored) {
    AssetId of = SegmentIndex.ownerOf(asset);
    if (delivered != null && delivered.format() == Format.M4S) {
      if (StreamTrack.isFirst(delivered)) {
        attention.firstSegment(of, delivered);
      }
    } else {
      attention.served(asset, asked, delivered);
    }
    if (stored && delivered != null) {
      books.used(of, delivered);
    }
  }

  @Override
  public void begun(AssetId asset) {
    attention.begun(asset);
  }

  @Override
  public void announced(AssetId current, List<NextRequest> pieces) {
    if (!pieces.isEmpty() && predictors.heedPlayers()) {
      announcements.note(current, pieces);
    }
  }

  /** Whether a rendition was made ahead of demand, and it is open what that brings. */
  public boolean isOpen(Target target) {
    return books.isOpen(target);
  }

  /** Who is told of what became of speculative work. */
  public SpeculationBooks books() {
    return books;
  }

  private void look() {
    attention.countUp();
    if (looks++ % PUBLISH_EVERY == 0) {
      attention.publish();
      books.settle();
    }
    if (!looking) {
      looking = true;
      Future.succeededFuture()
          .compose(v -> propose())
          .onFailure(Speculator::log)
          .onComplete(done -> looking = false);
    }
  }

  private static void log(Throwable cause) {
    LOG.warn("Nothing is made ahead of demand: {}", cause.toString());
  }

  /** What players say is known to their proxy alone, and soon of no use: it does not go round. */
  private Future<Void> propose() {
    List<Announcement> announced = announcements.believed();
    if (turn.isOurs("speculation")) {
      return obstacle().isPresent() ? callOff() : propose(predictors.all(), true, announced);
    }
    return announced.isEmpty() || obstacle().isPresent()
        ? nothing()
        : propose(predictors.ofOwnPlayers(), false, announced);
  }

  private Future<Void> callOff() {
    next = List.of();
    return orders.callOff();
  }

  private Future<Void> nothing() {
    next = List.of();
    return Future.succeededFuture();
  }

  private Future<Void> propose(Speculation by, boolean all, List<Announcement> announced) {
    available =
        available.filled(shares(by), parts.gate().read().allowedCores(), LOOK_MILLIS / 1000.0);
    var present = parts.config().get();
    var config = present.speculation();
    int room = config.unfinished() - orders.unfinished().size() - runs.count();
    if (room <= 0 || orders.isOrderWaiting()) {
      return Future.succeededFuture();
    }
    var now = parts.clock().instant();
    var situation =
        all
            ? situations.situation(config.rules(present.presets()), announced, now)
            : situations.situation(announced, now);
    return situation.compose(found -> here(() -> order(by, found, room)));
  }

  /** What all proxies spend at the same time, each has its part of. */
  private Map<String, Double> shares(Speculation by) {
    int proxies = Math.max(1, parts.state().members().size());
    var shares = new HashMap<>(by.shares(books.results()));
    shares.computeIfPresent(NextPieces.NAME, (name, share) -> share / proxies);
    return shares;
  }

  /** The cluster's answers come on any thread. */
  private Future<Void> here(Runnable step) {
    return Future.future(
        promise ->
            context.runOnContext(
                v -> {
                  try {
                    step.run();
                    promise.complete();
                  } catch (RuntimeException defect) {
                    promise.fail(defect);
                  }
                }));
  }

  private void order(Speculation by, Situation situation, int room) {
    Map<String, Double> hurdles = by.hurdles(books.results());
    List<Proposal> proposed = by.propose(situation, available);
    List<Proposal> chosen =
        by.choose(proposed, available, hurdles, SHOWN, each -> displacement(each, situation));
    List<List<Proposal>> inOneGo = WarmRuns.inOneGo(chosen, proposed);
    inOneGo.stream().limit(room).forEach(each -> order(each, situation));
    next = inOneGo.stream().skip(room).flatMap(List::stream).toList();
  }

  /** A piece that nobody has looked at yet is taken to displace nothing. */
  private double displacement(Proposal proposal, Situation situation) {
    AssetEntry entry = situation.assets().get(proposal.target().asset());
    return entry == null
        ? 0
        : parts.displacement().of(proposal.target().rendition(), entry.source());
  }

  private void order(List<Proposal> together, Situation situation) {
    Target first = together.get(0).target();
    AssetEntry entry = situation.assets().get(first.asset());
    if (first.rendition().format() != Format.M4S || entry == null) {
      together.forEach(this::order);
    } else if (runs.begin(together, entry)) {
      together.forEach(this::pay);
    }
  }

  private void order(Proposal proposal) {
    pay(proposal);
    orders.order(proposal).onFailure(Speculator::log);
  }

  private void pay(Proposal proposal) {
    available = available.paid(proposal.predictor(), proposal.costCoreSeconds());
  }

  /** What keeps speculative work from beginning now. */
  public Optional<Wait> obstacle() {
    return parts.gate().obstacle(WorkKind.SPECULATIVE);
  }

  /** What keeps ordered work from beginning now. */
  public Optional<Wait> obstacleOfOrdered() {
    return parts.gate().obstacle(WorkKind.ORDERED, gate());
  }

  /** What batch work may do now. */
  public GateReading gate() {
    return parts.gate().look();
  }

  /** What was proposed last and is not ordered yet, as far as this proxy orders it. */
  public List<Proposal> next() {
    return next;
  }

  /** How each predictor stands, those that are switched off included. */
  public List<PredictorStanding> standings() {
    Map<String, Account> results = books.results();
    Map<String, Double> shares = predictors.all().shares(results);
    Budgets left = available;
    return predictors.budgets().entrySet().stream()
        .map(
            each ->
                new PredictorStanding(
                    each.getKey(),
                    each.getValue(),
                    shares.getOrDefault(each.getKey(), 0.0),
                    left.of(each.getKey()),
                    results.getOrDefault(each.getKey(), Account.EMPTY),
                    predictors
                        .payRule()
                        .netGain(results.getOrDefault(each.getKey(), Account.EMPTY))))
        .toList();
  }
}
