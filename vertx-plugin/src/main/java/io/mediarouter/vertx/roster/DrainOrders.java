package io.mediarouter.vertx.roster;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.DrainOrder;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.state.Row;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overseer of servers on their way out of use: tells the other proxies what is still under way
 * here, moves what is to be handed over, and, for the servers that are this proxy's, has copied
 * what only they hold and takes the last step when all proxies are done with them.
 *
 * <p>A server that leaves its place is drained first, while deliveries from it go on; then it is
 * out of use, while the last deliveries end; then it is retired, or ready in its new roles. Each
 * step stands in the shared tables, so another proxy can go on with it. All state is confined to
 * one context.
 */
public final class DrainOrders {
  private static final Logger LOG = LoggerFactory.getLogger(DrainOrders.class);
  private static final long LOOK_MILLIS = 250;

  /** Looking for what only one server holds goes over the whole index. */
  private static final long REST_MILLIS = 1000;

  private static final String BY = "the end of its work";

  private final RosterParts parts;
  private final Context context;
  private final Rendezvous servers;
  private final Map<String, Integer> copies = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private long timer = -1;

  DrainOrders(RosterParts parts) {
    this.parts = parts;
    this.context = parts.vertx().getOrCreateContext();
    this.servers = new Rendezvous(parts.state());
  }

  /** Begins to look. */
  public void start() {
    timer = parts.vertx().setPeriodic(LOOK_MILLIS, id -> context.runOnContext(v -> look()));
  }

  /** Looks no more; another proxy goes on. */
  public void stop() {
    parts.vertx().cancelTimer(timer);
  }

  private void look() {
    parts.roster().follow();
    Map<String, Versioned<AdministrativeState>> leaving = leaving();
    own().stream().filter(id -> !leaving.containsKey(id)).forEach(this::forget);
    leaving.forEach(this::look);
  }

  private Map<String, Versioned<AdministrativeState>> leaving() {
    return parts.state().servers().rows().entrySet().stream()
        .filter(row -> isLeaving(row.getKey(), row.getValue().value()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private boolean isLeaving(String id, AdministrativeState wanted) {
    return wanted == AdministrativeState.DRAINING
        || (wanted == AdministrativeState.MAINTENANCE && departure(id).leaves());
  }

  private DrainOrder departure(String id) {
    FarmChange change = parts.roster().change(id).orElse(null);
    return change == null || change.departure() == null
        ? new DrainOrder(false, false, Set.of())
        : change.departure();
  }

  private Set<String> own() {
    return parts.state().occupancies().rows().stream()
        .filter(row -> row.owner().equals(parts.state().self()))
        .map(Row::key)
        .collect(Collectors.toSet());
  }

  private void forget(String id) {
    parts.state().occupancies().remove(id);
    copies.remove(id);
  }

  private void look(String id, Versioned<AdministrativeState> row) {
    DrainOrder departure = departure(id);
    if (departure.handsOver()) {
      handOver(id);
    }
    tell(id, row.version());
    if (servers.isOurs(id) && busy.add(id)) {
      lead(id, row.value(), departure)
          .onFailure(cause -> LOG.warn("Not a step further with {}: {}", id, cause.toString()))
          .onComplete(done -> rest(id));
    }
  }

  private void rest(String id) {
    parts.vertx().setTimer(REST_MILLIS, t -> context.runOnContext(v -> busy.remove(id)));
  }

  /**
   * What is cancelled goes back to the queue, and no attempt is counted. The rows tell where a
   * transcode was sent, also before its server answers.
   */
  private void handOver(String id) {
    parts.state().tasks().rows().stream()
        .filter(row -> row.value().serverId().equals(id))
        .filter(row -> row.value().kind() == TaskKind.BATCH)
        .forEach(row -> parts.transcodes().cancelTask(row.key(), "its server is being drained"));
  }

  private void tell(String id, long version) {
    int known = servers.isOurs(id) ? copies.getOrDefault(id, Occupancy.UNKNOWN) : Occupancy.UNKNOWN;
    int deliveries = calls(id, true);
    var now = new Occupancy(id, version, calls(id, false), deliveries, known);
    if (parts.state().occupancies().own(id).filter(now::equals).isEmpty()) {
      parts.state().occupancies().put(id, now);
    }
  }

  private int calls(String id, boolean reading) {
    return parts.breakers().all().stream()
        .filter(each -> each.serverId().equals(id) && isReading(each) == reading)
        .mapToInt(each -> each.report().inFlight())
        .sum();
  }

  private static boolean isReading(Breaker breaker) {
    return switch (breaker.work()) {
      case DELIVERY, ORIGINAL -> true;
      case PROBE, TRANSCODE, STORAGE -> false;
    };
  }

  private Future<Void> lead(String id, AdministrativeState wanted, DrainOrder departure) {
    Waits waits = waits(id);
    if (wanted == AdministrativeState.MAINTENANCE) {
      return waits.isLeft() ? leave(id, departure) : Future.succeededFuture();
    }
    return saveCopies(id)
        .compose(
            left ->
                left == 0 && waits.isQuiet() && departure.leaves() && isStill(id, departure)
                    ? set(id, AdministrativeState.MAINTENANCE)
                    : Future.succeededFuture());
  }

  /** The operator may have thought better of it while copies were made. */
  private boolean isStill(String id, DrainOrder departure) {
    return parts.roster().wanted(id) == AdministrativeState.DRAINING
        && departure(id).equals(departure);
  }

  private Future<Integer> saveCopies(String id) {
    boolean stores =
        parts
            .roster()
            .find(id)
            .filter(each -> each.server().is(ServerRole.DISTRIBUTION))
            .isPresent();
    if (!stores) {
      copies.put(id, 0);
      return Future.succeededFuture(0);
    }
    return parts.soleCopies().save(id, left -> context.runOnContext(v -> copies.put(id, left)));
  }

  private Future<Void> leave(String id, DrainOrder departure) {
    if (departure.retires()) {
      return set(id, AdministrativeState.RETIRED).compose(v -> over(id));
    }
    return parts
        .roster()
        .change(id, change -> inNewRoles(change, departure))
        .compose(v -> set(id, AdministrativeState.READY))
        .compose(v -> over(id));
  }

  private FarmChange inNewRoles(@Nullable FarmChange change, DrainOrder to) {
    var now = parts.clock().instant();
    return (change == null ? FarmChange.none(BY, now) : change).in(to.becomes(), BY, now);
  }

  private Future<Void> over(String id) {
    LOG.info("Server {} has left its place", id);
    return parts
        .roster()
        .change(
            id, change -> change == null ? null : change.with(null, BY, parts.clock().instant()));
  }

  private Future<Void> set(String id, AdministrativeState wanted) {
    return parts.operators().set(id, wanted).mapEmpty();
  }

  /** What a server on its way out of use waits for. */
  public Waits waits(String id) {
    long version = parts.state().servers().get(id).map(Versioned::version).orElse(0L);
    Set<String> silent = new HashSet<>(parts.state().members());
    Collection<Row<Occupancy>> told =
        parts.state().occupancies().rows().stream()
            .filter(row -> row.key().equals(id) && row.value().order() == version)
            .toList();
    told.forEach(row -> silent.remove(row.owner()));
    List<Occupancy> values = told.stream().map(Row::value).toList();
    int tasks =
        (int)
            parts.state().tasks().rows().stream()
                .filter(row -> row.value().serverId().equals(id))
                .count();
    return Waits.of(tasks, values, silent.size());
  }

  /** Whether a server is on its way out of use. */
  public boolean isUnderWay(String id) {
    return isLeaving(id, parts.roster().wanted(id));
  }
}
