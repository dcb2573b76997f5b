package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Prediction;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.Wait;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.OtherRenditions;
import io.mediarouter.speculate.PayRule;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.PublishersRules;
import io.mediarouter.speculate.Purses;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Speculation;
import io.mediarouter.vertx.batch.SpeculationBooks;
import io.mediarouter.vertx.config.SpeculationConfig;
import io.mediarouter.vertx.farm.Rendezvous;
import io.mediarouter.vertx.proxy.Audience;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This proxy's part in speculation: counts what is asked for, keeps its books, and, if it is the
 * one of all proxies whose turn it is, orders what the predictors propose while the farm is off
 * peak and nobody's order waits. Its timers run in one Vert.x context.
 */
public final class Speculator implements Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Speculator.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final int PUBLISH_EVERY = 10;
  private static final double LEAST_WORTH = 0.2;
  private static final int SHOWN = 20;

  private final SpeculationParts parts;
  private final Context context;
  private final Attention attention;
  private final Books books;
  private final Outlook outlook;
  private final Rendezvous turn;
  private Purses purses = Purses.EMPTY;
  private volatile List<Proposal> next = List.of();
  private boolean looking;
  private long looks;
  private long timer = -1;

  /** A speculator that has not begun. */
  public Speculator(SpeculationParts parts) {
    this.parts = parts;
    this.context = parts.vertx().getOrCreateContext();
    this.attention = new Attention(parts.state(), parts.clock());
    this.books = new Books(parts.state(), parts.clock());
    this.outlook = new Outlook(parts.state(), parts.jobs());
    this.turn = new Rendezvous(parts.state());
  }

  /** Begins. */
  public void start() {
    Vertx vertx = parts.vertx();
    context.runOnContext(
        v -> {
          attention.adopt();
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
    attention.served(asset, asked, delivered);
    if (stored && delivered != null) {
      books.used(asset, delivered);
    }
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
    if (turn.isOurs("speculation") && !looking) {
      looking = true;
      propose().onFailure(Speculator::log).onComplete(done -> looking = false);
    }
  }

  private static void log(Throwable cause) {
    LOG.warn("Nothing is made ahead of demand: {}", cause.toString());
  }

  private Future<Void> propose() {
    SpeculationConfig config = parts.config().get().speculation();
    if (obstacle().isPresent()) {
      next = List.of();
      return callOff();
    }
    Speculation speculation = speculation(config);
    GateReading reading = parts.gate().read();
    purses =
        purses.filled(
            speculation.shares(books.results()), reading.allowedCores(), LOOK_MILLIS / 1000.0);
    int room = config.unfinished() - unfinished().size();
    return room <= 0 || isOrderWaiting()
        ? Future.succeededFuture()
        : outlook
            .situation(config.rules(), parts.clock().instant())
            .compose(situation -> context(() -> order(speculation, situation, room)));
  }

  /** The cluster's answers come on any thread. */
  private Future<Void> context(Runnable step) {
    return Future.future(
        promise ->
            context.runOnContext(
                v -> {
                  step.run();
                  promise.complete();
                }));
  }

  private Speculation speculation(SpeculationConfig config) {
    var presets = List.copyOf(parts.config().get().presets().values());
    var rules = new PublishersRules(parts.estimator());
    var others = new OtherRenditions(parts.estimator(), presets);
    return new Speculation(
        List.of(rules, others),
        Map.of(
            rules.name(), config.standingRulesBudget(),
            others.name(), config.otherRenditionsBudget()),
        PayRule.DEFAULT,
        LEAST_WORTH);
  }

  /** What keeps speculative work from beginning now. */
  public Optional<Wait> obstacle() {
    return parts.gate().obstacle(WorkKind.SPECULATIVE);
  }

  private List<BatchJob> unfinished() {
    return parts.jobs().newestFirst().stream()
        .filter(job -> job.isSpeculative() && !job.state().isFinal())
        .toList();
  }

  private boolean isOrderWaiting() {
    var now = parts.clock().instant();
    return parts.jobs().newestFirst().stream()
        .anyMatch(job -> !job.isSpeculative() && job.isDue(now) && hasWaitingTask(job));
  }

  private static boolean hasWaitingTask(BatchJob job) {
    return job.tasks().stream().anyMatch(task -> task.state() == JobState.QUEUED);
  }

  /** Demand is back: nothing that was proposed before still holds. */
  private Future<Void> callOff() {
    List<Future<?>> calledOff = new ArrayList<>();
    unfinished().forEach(job -> calledOff.add(parts.jobs().cancel(job.id())));
    return Future.join(calledOff).mapEmpty();
  }

  private void order(Speculation speculation, Situation situation, int room) {
    List<Proposal> chosen = speculation.choose(situation, purses, SHOWN);
    chosen.stream().limit(room).forEach(this::order);
    next = chosen.stream().skip(room).toList();
  }

  private void order(Proposal proposal) {
    purses = purses.paid(proposal.predictor(), proposal.costCoreSeconds());
    parts.jobs().submit(job(proposal)).onFailure(Speculator::log);
  }

  private BatchJob job(Proposal proposal) {
    var prediction =
        new Prediction(
            proposal.predictor(), proposal.benefit().firstUse(), proposal.benefit().eachUse());
    Rendition rendition = proposal.target().rendition();
    return new BatchJob(
        parts.names().get(),
        proposal.target().asset(),
        List.of(BatchTask.queued(RenditionQuery.of(rendition), RenditionQuery.request(rendition))),
        Priority.BACKGROUND,
        JobTerms.speculative(prediction),
        parts.clock().instant(),
        JobStanding.NEW,
        null);
  }

  /** What was proposed last and is not ordered yet; empty on a proxy whose turn it is not. */
  public List<Proposal> next() {
    return next;
  }

  /** Each predictor's results in the whole cluster. */
  public Map<String, Account> results() {
    return books.results();
  }

  /** Each predictor's share of what the farm leaves, as far as it pays. */
  public Map<String, Double> shares() {
    return speculation(parts.config().get().speculation()).shares(books.results());
  }

  /** What batch work may do now. */
  public GateReading gate() {
    return parts.gate().read();
  }

  /** What keeps ordered work from beginning now. */
  public Optional<Wait> obstacleOfOrdered() {
    return parts.gate().obstacle(WorkKind.ORDERED);
  }
}
