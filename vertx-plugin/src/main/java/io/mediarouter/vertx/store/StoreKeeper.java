package io.mediarouter.vertx.store;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.store.FormerUses;
import io.mediarouter.store.FutileEvictions;
import io.mediarouter.store.Holding;
import io.mediarouter.store.Keeping;
import io.mediarouter.store.Past;
import io.mediarouter.store.Removal;
import io.mediarouter.store.Shelf;
import io.mediarouter.vertx.config.StoreConfig;
import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who keeps servers within their budgets, and popular renditions on more than one of them:
 * looks at what lies on each server now and then, and soon when one refuses files. Of each server
 * one proxy does so. Safe for use by many threads.
 */
public final class StoreKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(StoreKeeper.class);

  private static final long TICK_MILLIS = 2_000;
  private static final int MOST_COPIES = 20;

  private final AtomicBoolean looking = new AtomicBoolean();
  private final Vertx vertx;
  private final IndexWalk walk;
  private final CacheIndex index;
  private final Shelves shelves;
  private final Removals removals;
  private final Copier copier;
  private final Uses uses;
  private final Rendezvous servers;
  private final TaskLoadEstimator estimator;
  private final Predicate<Target> ahead;
  private final FormerUses formerUses = new FormerUses();
  private final FutileEvictions futile = new FutileEvictions();
  private final Supplier<StoreConfig> config;
  private final InstantSource clock;
  private final LongAdder evicted = new LongAdder();
  private final LongAdder evictedBytes = new LongAdder();
  private volatile Instant lastLook = Instant.EPOCH;
  private volatile long timer = -1;

  /**
   * A keeper of the farm's distribution servers.
   *
   * @param servers tells which are ours
   * @param estimator tells what renditions would cost to make again
   * @param ahead tells what was made ahead of demand, and is not known to be of no use
   */
  public StoreKeeper(
      Vertx vertx,
      CacheIndex index,
      Shelves shelves,
      Removals removals,
      Copier copier,
      Uses uses,
      Rendezvous servers,
      TaskLoadEstimator estimator,
      Predicate<Target> ahead,
      Supplier<StoreConfig> config,
      InstantSource clock) {
    this.vertx = vertx;
    this.walk = new IndexWalk(vertx, index);
    this.index = index;
    this.shelves = shelves;
    this.removals = removals;
    this.copier = copier;
    this.uses = uses;
    this.servers = servers;
    this.estimator = estimator;
    this.ahead = ahead;
    this.config = config;
    this.clock = clock;
  }

  /** How many files have had to go, for lack of room or as copies that are not needed. */
  public long evicted() {
    return evicted.sum();
  }

  /** How long those were, bytes. */
  public long evictedBytes() {
    return evictedBytes.sum();
  }

  /** Begins to look. */
  public void start() {
    timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /** Looks no more. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  private void tick() {
    Instant now = clock.instant();
    boolean due = !now.isBefore(lastLook.plus(config.get().check()));
    List<Shelf> all = shelves.all();
    if ((due || isRefused(all)) && looking.compareAndSet(false, true)) {
      lastLook = now;
      look(ours(all))
          .onFailure(cause -> LOG.warn("What lies on the servers is not known: {}", cause))
          .onComplete(done -> looking.set(false));
    }
  }

  private boolean isRefused(List<Shelf> all) {
    return all.stream()
        .map(this::asItCanBeHelped)
        .anyMatch(
            each -> each.refusedBytes() > 0 && servers.isOurs(each.serverId()) && mayEvict(each));
  }

  /** Where room did not help a server to take what it refuses, it is kept within its budget. */
  private Shelf asItCanBeHelped(Shelf shelf) {
    String id = shelf.serverId();
    return futile.mayHelp(id, shelves.taken(id), clock.instant()) ? shelf : shelf.refusingNothing();
  }

  /**
   * What goes takes its time: until it has gone from a server that refuses files, nothing more
   * does. Of a budget it is known at once how much is left of it.
   */
  private boolean mayEvict(Shelf shelf) {
    return shelf.refusedBytes() == 0 || !removals.isLeaving(shelf.serverId());
  }

  private Set<String> ours(List<Shelf> all) {
    return all.stream()
        .map(Shelf::serverId)
        .filter(servers::isOurs)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Future<Void> look(Set<String> ours) {
    List<Holding> holdings = new ArrayList<>();
    if (ours.isEmpty()) {
      return Future.succeededFuture();
    }
    return walk.each(
            "",
            "",
            entry -> {
              add(entry, ours, holdings);
              return Future.succeededFuture(true);
            })
        .compose(v -> act(ours, holdings));
  }

  private void add(AssetEntry entry, Set<String> ours, List<Holding> holdings) {
    entry.renditions().stream()
        .filter(entry::isCurrent)
        .filter(stored -> stored.serverIds().stream().anyMatch(ours::contains))
        .forEach(stored -> holdings.add(holding(entry, stored)));
  }

  private Holding holding(AssetEntry entry, StoredRendition stored) {
    return new Holding(entry.asset(), stored, cost(entry, stored), past(entry.asset(), stored));
  }

  private Past past(AssetId asset, StoredRendition stored) {
    synchronized (formerUses) {
      Past before = formerUses.of(asset, stored.rendition());
      return before.equals(Past.NONE) && ahead.test(new Target(asset, stored.rendition()))
          ? Past.foreseen(stored.storedAt())
          : before;
    }
  }

  private double cost(AssetEntry entry, StoredRendition stored) {
    var task = new Task(entry.asset(), entry.source(), stored.rendition(), stored.speed());
    return estimator.estimate(task).average().workCoreSeconds();
  }

  private Future<Void> act(Set<String> ours, List<Holding> holdings) {
    ours.forEach(id -> tell(id, holdings));
    StoreConfig now = config.get();
    var rule = new Keeping(now.copies(), Math.max(now.copies(), now.popularCopies()));
    Map<String, Shelf> all = Keeping.byId(shelves.all());
    List<Holding> firsts = holdings.stream().filter(each -> isFirstOurs(each, all)).toList();
    Instant moment = clock.instant();
    List<Keeping.Eviction> going = new ArrayList<>(rule.surplus(firsts, all, moment));
    all.values().stream()
        .filter(shelf -> ours.contains(shelf.serverId()))
        .map(this::asItCanBeHelped)
        .filter(this::mayEvict)
        .forEach(shelf -> going.addAll(evictions(rule, shelf, holdings, all)));
    List<Keeping.Copy> coming = rule.missing(firsts, all, moment, MOST_COPIES);
    return Future.join(going.stream().map(this::evict).toList())
        .otherwiseEmpty()
        .compose(v -> copyAll(coming, 0));
  }

  /** What has to go from a server; what that is worth is known to all from now on. */
  private List<Keeping.Eviction> evictions(
      Keeping rule, Shelf shelf, List<Holding> holdings, Map<String, Shelf> all) {
    Instant now = clock.instant();
    List<Keeping.Eviction> going = rule.evictions(shelf, holdings, all, now);
    if (!going.isEmpty()) {
      noteRefusal(shelf, going.size(), now);
      List<Holding> gone = going.stream().map(Keeping.Eviction::holding).toList();
      shelves.priced(shelf.serverId(), Keeping.priceOfByte(gone, Situation.DEFAULT_HORIZON, now));
    }
    return going;
  }

  private void noteRefusal(Shelf shelf, int files, Instant now) {
    String id = shelf.serverId();
    long refused = shelf.refusedBytes();
    if (refused > 0 && futile.evicted(id, shelves.taken(id), now) > 1) {
      LOG.warn("{} refuses {} bytes though room was made; {} more files go", id, refused, files);
    }
  }

  private void tell(String id, List<Holding> holdings) {
    List<Holding> there =
        holdings.stream().filter(each -> each.stored().serverIds().contains(id)).toList();
    long bytes = there.stream().mapToLong(each -> each.stored().bytes()).sum();
    shelves.seen(id, bytes, there.size());
  }

  /** Whose server is the first that holds it looks after its copies. */
  private boolean isFirstOurs(Holding each, Map<String, Shelf> all) {
    return each.stored().serverIds().stream()
        .filter(id -> delivers(all.get(id)))
        .findFirst()
        .filter(servers::isOurs)
        .isPresent();
  }

  private static boolean delivers(@Nullable Shelf shelf) {
    return shelf != null && shelf.delivers();
  }

  private Future<Void> evict(Keeping.Eviction going) {
    Holding each = going.holding();
    if (uses.isRead(each.stored().path())) {
      return Future.succeededFuture();
    }
    LOG.debug("{} goes from {}", each.stored().path(), going.serverId());
    remember(each);
    evicted.increment();
    evictedBytes.add(each.stored().bytes());
    StoredRendition copy = each.stored().on(List.of(going.serverId()));
    return removals
        .mark(each.asset(), copy, Removal.Reason.UNUSED, grace())
        .compose(
            marked ->
                Future.fromCompletionStage(index.removeCopy(each.asset(), copy, going.serverId())));
  }

  /** Of what lies elsewhere too, the uses are known. */
  private void remember(Holding going) {
    if (going.stored().serverIds().size() == 1) {
      synchronized (formerUses) {
        formerUses.left(going, clock.instant());
      }
    }
  }

  /** How long a file stays after nobody is sent to it any more: room is needed soon. */
  private Duration grace() {
    Duration usual = config.get().keepReplaced();
    return usual.compareTo(Keeping.IN_USE) < 0 ? usual : Keeping.IN_USE;
  }

  /** One after the other: viewers need the servers more. */
  private Future<Void> copyAll(List<Keeping.Copy> coming, int from) {
    return from == coming.size()
        ? Future.succeededFuture()
        : copy(coming.get(from))
            .onFailure(cause -> LOG.debug("Not copied: {}", cause.toString()))
            .transform(done -> copyAll(coming, from + 1));
  }

  private Future<Void> copy(Keeping.Copy coming) {
    Holding each = coming.holding();
    List<String> to = List.of(coming.to());
    return copier
        .copy(each.asset(), each.stored(), coming.from(), coming.to())
        .compose(
            v ->
                Future.fromCompletionStage(index.addCopies(each.asset(), each.stored().path(), to)))
        .compose(
            indexed ->
                indexed
                    ? Future.succeededFuture()
                    : removals.remove(each.asset(), each.stored().on(to)));
  }
}
